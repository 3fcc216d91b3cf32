package org.lowerbound.model.flow;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lowerbound.distribution.bijector.AutoregressiveFunction;
import org.lowerbound.distribution.bijector.Bijector;
import org.lowerbound.distribution.bijector.Composition;
import org.lowerbound.distribution.bijector.InverseAutoregressive;
import org.lowerbound.distribution.bijector.Permutation;
import org.lowerbound.distribution.bijector.Twins;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Parameterization;
import org.lowerbound.network.Fill;
import org.lowerbound.network.Head;
import org.lowerbound.network.MaskedMlp;
import org.lowerbound.network.MaskedNetwork;
import org.lowerbound.network.Pass;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Inverse autoregressive maps (Kingma et al. 2016) of masked networks, which also see a context
 * from the encoder. The order of the latents is reversed after each.
 *
 * @param length the number of maps
 * @param network the masked network of each
 * @param context the length of the context, 0 for none
 */
public record InverseAutoregressiveFlow(
    @Default("4") @Interval(min = 1, max = Counts.MOST_LAYERS) int length,
    @Default("{\"hidden\": [320]}") MaskedMlp network,
    @Default("32") @Interval(min = 0, max = Counts.MOST_UNITS) int context)
    implements Flow {
  /** σ(1.5) ≈ 0.82 of the argument passes at the start (their section 4 advises 1 to 2). */
  private static final double OPEN = 1.5;

  /** Checks the arguments. */
  public InverseAutoregressiveFlow {
    Layering.checkLength(length);
    Counts.checkNotNegative("context", context, Counts.MOST_UNITS);
  }

  @Override
  public Parameterization<Bijector> build(ModelScope scope, String name, int dimension) {
    ImmutableList<MaskedNetwork> networks =
        IntStream.range(0, length)
            .mapToObj(
                i ->
                    network.autoregressive(
                        scope.parameters(),
                        name + ".flow" + i,
                        MaskedMlp.naturalOrder(dimension),
                        context,
                        ImmutableList.of(
                            Head.ofSize("m", dimension),
                            new Head("s", Shape.of(dimension), Fill.of(OPEN, dimension)))))
            .collect(ImmutableList.toImmutableList());
    ImmutableList<Head> heads =
        context == 0 ? ImmutableList.of() : ImmutableList.of(Head.ofSize("context", context));
    return new Parameterization<>() {
      @Override
      public ImmutableList<Head> heads() {
        return heads;
      }

      @Override
      public Bijector given(Ops tf, ImmutableList<Operand<TFloat32>> outputs, Pass pass) {
        ImmutableList.Builder<Bijector> layers = ImmutableList.builder();
        for (MaskedNetwork masked : networks) {
          layers.add(
              new InverseAutoregressive(
                  twins(masked, outputs.stream().findFirst(), pass), dimension),
              Permutation.reversal(dimension));
        }
        return new Composition(layers.build());
      }
    };
  }

  private static Twins<AutoregressiveFunction> twins(
      MaskedNetwork network, Optional<Operand<TFloat32>> context, Pass pass) {
    return new Twins<>(
        (tf, x) -> network.apply(tf, x, context, pass),
        (tf, x) -> network.apply(tf, x, context.map(tf::stopGradient), pass.freeze()));
  }
}

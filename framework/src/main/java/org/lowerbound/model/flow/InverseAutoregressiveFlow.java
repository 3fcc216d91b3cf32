package org.lowerbound.model.flow;

import com.google.common.collect.ImmutableList;
import org.lowerbound.distribution.bijector.Bijector;
import org.lowerbound.distribution.bijector.InverseAutoregressive;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Parameterization;
import org.lowerbound.network.Fill;
import org.lowerbound.network.Head;
import org.lowerbound.network.MaskedMlp;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.ndarray.Shape;

/**
 * Inverse autoregressive maps (Kingma et al. 2016) of masked networks, which also see a context
 * from the encoder. The order of the latents is reversed after each. The map takes one pass, and
 * the map back, which the density of given values takes, as many as there are latents.
 *
 * @param length the number of maps
 * @param network the masked network of each
 * @param context the length of the context, 0 for none
 */
public record InverseAutoregressiveFlow(
    @Default("4") @Interval(min = 1, max = Counts.MOST_LAYERS) int length,
    @Default("{\"hidden\": [320]}") MaskedMlp network,
    @Default("32") @Interval(min = 0, max = Counts.MOST_UNITS) int context)
    implements ClosedFormInverse {
  /** σ(1.5) ≈ 0.82 of the argument passes at the start (their section 4 advises 1 to 2). */
  private static final double OPEN = 1.5;

  /** Checks the arguments. */
  public InverseAutoregressiveFlow {
    Layering.checkLength(length);
    Counts.checkNotNegative("context", context, Counts.MOST_UNITS);
  }

  @Override
  public Parameterization<Bijector> build(ModelScope scope, String name, int dimension) {
    return Autoregressions.build(
        scope,
        name,
        dimension,
        length,
        network,
        context,
        ImmutableList.of(
            Head.ofSize("m", dimension),
            new Head("s", Shape.of(dimension), Fill.of(OPEN, dimension))),
        function -> new InverseAutoregressive(function, dimension));
  }
}

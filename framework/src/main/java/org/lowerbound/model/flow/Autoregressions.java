package org.lowerbound.model.flow;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.lowerbound.distribution.bijector.AutoregressiveFunction;
import org.lowerbound.distribution.bijector.Bijector;
import org.lowerbound.distribution.bijector.Composition;
import org.lowerbound.distribution.bijector.Permutation;
import org.lowerbound.distribution.bijector.Twins;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Parameterization;
import org.lowerbound.network.Head;
import org.lowerbound.network.MaskedMlp;
import org.lowerbound.network.MaskedNetwork;
import org.lowerbound.network.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What autoregressive flows share: masked networks that also see a context, and reversals. */
final class Autoregressions {
  private Autoregressions() {}

  /**
   * Makes the networks, and returns the maps, after each of which the order is reversed.
   *
   * @param heads the outputs of a network
   * @param map a map of a network's function
   */
  static Parameterization<Bijector> build(
      ModelScope scope,
      String name,
      int dimension,
      int length,
      MaskedMlp network,
      int context,
      ImmutableList<Head> heads,
      Function<Twins<AutoregressiveFunction>, Bijector> map) {
    return new Built(
        IntStream.range(0, length)
            .mapToObj(
                i ->
                    network.autoregressive(
                        scope.parameters(),
                        name + ".flow" + i,
                        MaskedMlp.naturalOrder(dimension),
                        context,
                        heads))
            .collect(ImmutableList.toImmutableList()),
        dimension,
        context,
        map);
  }

  private record Built(
      ImmutableList<MaskedNetwork> networks,
      int dimension,
      int context,
      Function<Twins<AutoregressiveFunction>, Bijector> map)
      implements Parameterization<Bijector> {
    @Override
    public ImmutableList<Head> heads() {
      return context == 0 ? ImmutableList.of() : ImmutableList.of(Head.ofSize("context", context));
    }

    @Override
    public Bijector given(Ops tf, ImmutableList<Operand<TFloat32>> outputs, Pass pass) {
      ImmutableList.Builder<Bijector> layers = ImmutableList.builder();
      for (MaskedNetwork network : networks) {
        layers.add(
            map.apply(twins(network, outputs.stream().findFirst(), pass)),
            Permutation.reversal(dimension));
      }
      return new Composition(layers.build());
    }

    private static Twins<AutoregressiveFunction> twins(
        MaskedNetwork network, Optional<Operand<TFloat32>> context, Pass pass) {
      return new Twins<>(
          (tf, x) -> network.apply(tf, x, context, pass),
          (tf, x) -> network.apply(tf, x, context.map(tf::stopGradient), pass.freeze()));
    }
  }
}

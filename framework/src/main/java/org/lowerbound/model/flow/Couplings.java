package org.lowerbound.model.flow;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.function.Function;
import org.lowerbound.distribution.bijector.Bijector;
import org.lowerbound.distribution.bijector.Composition;
import org.lowerbound.distribution.bijector.Conditioner;
import org.lowerbound.distribution.bijector.Halves;
import org.lowerbound.distribution.bijector.Twins;
import org.lowerbound.graph.Shapes;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Parameterization;
import org.lowerbound.network.Architecture;
import org.lowerbound.network.Head;
import org.lowerbound.network.Network;
import org.lowerbound.network.Pass;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What couplings share: networks from one half and a context to the parameters of the other. */
final class Couplings {
  private Couplings() {}

  /** Makes a coupling of a conditioner. */
  @FunctionalInterface
  interface Coupling {
    Bijector of(Twins<Conditioner> conditioner, Halves halves);
  }

  /** Makes the networks, and returns the couplings with halves in turn. */
  static Parameterization<Bijector> build(
      ModelScope scope,
      String name,
      int dimension,
      int length,
      Architecture architecture,
      int context,
      Function<Halves, ImmutableList<Head>> heads,
      Coupling coupling) {
    checkArgument(
        dimension > 1,
        "a coupling needs two halves, but there is one value; planar works for a posterior, and"
            + " masked-autoregressive for a normalizing-flow");
    ImmutableList.Builder<Halves> halves = ImmutableList.builder();
    ImmutableList.Builder<Network> networks = ImmutableList.builder();
    for (int i = 0; i < length; i++) {
      Halves ofLayer = new Halves(dimension, i % 2 == 1);
      halves.add(ofLayer);
      networks.add(
          architecture.build(
              scope.parameters(),
              name + ".flow" + i,
              Shape.of(ofLayer.passed() + context),
              heads.apply(ofLayer)));
    }
    return new Built(halves.build(), networks.build(), context, coupling);
  }

  private record Built(
      ImmutableList<Halves> halves, ImmutableList<Network> networks, int context, Coupling coupling)
      implements Parameterization<Bijector> {
    @Override
    public ImmutableList<Head> heads() {
      return context == 0 ? ImmutableList.of() : ImmutableList.of(Head.ofSize("context", context));
    }

    @Override
    public Bijector given(Ops tf, ImmutableList<Operand<TFloat32>> outputs, Pass pass) {
      ImmutableList.Builder<Bijector> layers = ImmutableList.builder();
      Optional<Operand<TFloat32>> seen = outputs.stream().findFirst();
      for (int i = 0; i < networks.size(); i++) {
        Network network = networks.get(i);
        layers.add(
            coupling.of(
                new Twins<>(
                    (ops, x) -> network.apply(ops, joined(ops, x, seen), pass),
                    (ops, x) ->
                        network.apply(
                            ops, joined(ops, x, seen.map(ops::stopGradient)), pass.freeze())),
                halves.get(i)));
      }
      return new Composition(layers.build());
    }

    /** Returns a vector with the context behind it, {@code [..., B, d + context]}. */
    private Operand<TFloat32> joined(
        Ops tf, Operand<TFloat32> x, Optional<Operand<TFloat32>> seen) {
      return seen.map(c -> Shapes.joined(tf, x, c)).orElse(x);
    }
  }
}

package org.lowerbound.model.flow;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.lowerbound.distribution.bijector.Bijector;
import org.lowerbound.distribution.bijector.Composition;
import org.lowerbound.model.Parameterization;
import org.lowerbound.network.Head;
import org.lowerbound.network.Normal;
import org.lowerbound.network.Pass;
import org.lowerbound.spec.Counts;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Several maps one after the other, each with heads of its own. */
final class Layering {
  /** Of first values where zeros would be a saddle point, or would make all layers alike. */
  private static final double JITTER = 0.1;

  private Layering() {}

  /** Returns a head whose first values are small and random. */
  static Head head(String name, int size) {
    return new Head(name, Shape.of(size), new Normal(JITTER));
  }

  /** Returns the composition of {@code length} maps. */
  static Parameterization<Bijector> of(int length, IntFunction<Parameterization<Bijector>> layer) {
    return new Stack(
        IntStream.range(0, length).mapToObj(layer).collect(ImmutableList.toImmutableList()));
  }

  /** Checks a number of layers. */
  static void checkLength(int length) {
    Counts.checkPositive("length", length, Counts.MOST_LAYERS);
  }

  private record Stack(ImmutableList<Parameterization<Bijector>> layers)
      implements Parameterization<Bijector> {
    @Override
    public ImmutableList<Head> heads() {
      return layers.stream()
          .flatMap(layer -> layer.heads().stream())
          .collect(ImmutableList.toImmutableList());
    }

    @Override
    public Bijector given(Ops tf, ImmutableList<Operand<TFloat32>> outputs, Pass pass) {
      ImmutableList.Builder<Bijector> bijectors = ImmutableList.builder();
      List<Operand<TFloat32>> left = outputs;
      for (Parameterization<Bijector> layer : layers) {
        int count = layer.heads().size();
        bijectors.add(layer.given(tf, ImmutableList.copyOf(left.subList(0, count)), pass));
        left = left.subList(count, left.size());
      }
      return new Composition(bijectors.build());
    }
  }
}

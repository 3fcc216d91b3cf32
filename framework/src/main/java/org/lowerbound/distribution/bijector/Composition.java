package org.lowerbound.distribution.bijector;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.function.BiFunction;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Bijectors one after the other; log-determinants add.
 *
 * @param layers the first is applied first; all of the same dimension
 */
public record Composition(ImmutableList<Bijector> layers) implements Bijector {
  /** Checks the layers. */
  public Composition {
    checkArgument(!layers.isEmpty(), "layers must not be empty");
    List<Integer> dimensions = layers.stream().map(Bijector::dimension).distinct().toList();
    checkArgument(dimensions.size() == 1, "layers must have one dimension, not %s", dimensions);
  }

  @Override
  public int dimension() {
    return layers.get(0).dimension();
  }

  @Override
  public Image forward(Ops tf, Operand<TFloat32> x) {
    return through(tf, layers, x, (layer, value) -> layer.forward(tf, value));
  }

  @Override
  public Image inverse(Ops tf, Operand<TFloat32> y) {
    return through(tf, layers.reverse(), y, (layer, value) -> layer.inverse(tf, value));
  }

  @Override
  public Composition detached(Ops tf) {
    return new Composition(
        layers.stream().map(layer -> layer.detached(tf)).collect(ImmutableList.toImmutableList()));
  }

  private static Image through(
      Ops tf,
      List<Bijector> inTheirOrder,
      Operand<TFloat32> argument,
      BiFunction<Bijector, Operand<TFloat32>, Image> direction) {
    Image image = direction.apply(inTheirOrder.get(0), argument);
    for (Bijector layer : inTheirOrder.subList(1, inTheirOrder.size())) {
      Image next = direction.apply(layer, image.value());
      image = new Image(next.value(), tf.math.add(image.logDeterminant(), next.logDeterminant()));
    }
    return image;
  }
}

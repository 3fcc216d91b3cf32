package org.lowerbound.network;

import com.google.common.collect.ImmutableList;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A part of a network, already in a graph: a function of rows {@code [rows, D]} or of images {@code
 * [rows, height, width, channels]}.
 */
@FunctionalInterface
public interface Layer {
  /** Applies the function. */
  Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x, Pass pass);

  /** Returns the function that applies the layers, the first one first; the identity for none. */
  static Layer chain(Iterable<Layer> layers) {
    ImmutableList<Layer> all = ImmutableList.copyOf(layers);
    return (tf, x, pass) -> {
      Operand<TFloat32> y = x;
      for (Layer layer : all) {
        y = layer.apply(tf, y, pass);
      }
      return y;
    };
  }

  /** Returns the function that applies the layers, the first one first; the identity for none. */
  static Layer chain(Layer... layers) {
    return chain(ImmutableList.copyOf(layers));
  }

  /** Returns the sum of what two layers make of the same input. */
  static Layer sum(Layer one, Layer other) {
    return (tf, x, pass) -> tf.math.add(one.apply(tf, x, pass), other.apply(tf, x, pass));
  }
}

package org.lowerbound.network;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A part of a causal network of images: a function of feature maps, {@code [images, h, W, in] ->
 * [images, h, W, out]}.
 */
@FunctionalInterface
interface CausalLayer {
  /** Applies the function to some rows. */
  Operand<TFloat32> apply(Ops tf, Operand<TFloat32> map, Rows rows, Pass pass);

  /** Returns the function that applies the layers, the first one first. */
  static CausalLayer chain(CausalLayer... layers) {
    return (tf, map, rows, pass) -> {
      Operand<TFloat32> y = map;
      for (CausalLayer layer : layers) {
        y = layer.apply(tf, y, rows, pass);
      }
      return y;
    };
  }

  /** Returns a layer that works on every pixel alone. */
  static CausalLayer of(Layer layer) {
    return (tf, map, rows, pass) -> layer.apply(tf, map, pass);
  }
}

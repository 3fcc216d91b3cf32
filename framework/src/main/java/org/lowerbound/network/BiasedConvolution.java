package org.lowerbound.network;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A shifted convolution with a bias. */
record BiasedConvolution(ShiftedConvolution convolution, Layer bias) {
  /** Returns how many rows above its own it sees. */
  int above() {
    return convolution.shift().above();
  }

  /**
   * Applies it: {@code [images, h, W, in] -> [images, padding + h − above, W, out]} with a stride
   * of 1.
   *
   * @param padding how many rows of zeros are put above
   */
  Operand<TFloat32> of(Ops tf, Operand<TFloat32> x, int padding, Pass pass) {
    return bias.apply(tf, convolution.of(tf, x, padding, pass), pass);
  }
}

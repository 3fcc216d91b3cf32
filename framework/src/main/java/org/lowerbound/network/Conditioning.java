package org.lowerbound.network;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * What the layers of a causal network of images see of a context.
 *
 * @param channels the numbers for a pixel
 * @param perPixel whether pixels have numbers of their own
 * @param map makes them of contexts {@code [images, size]}: {@code [images, H, W, channels]}, or
 *     {@code [images, 1, 1, channels]} for all pixels
 */
record Conditioning(int channels, boolean perPixel, Layer map) {
  /** Returns those of one row. */
  Operand<TFloat32> ofRow(Ops tf, Operand<TFloat32> ofImage, Operand<TInt32> number) {
    return perPixel
        ? tf.gather(ofImage, tf.expandDims(number, tf.constant(0)), tf.constant(1))
        : ofImage;
  }
}

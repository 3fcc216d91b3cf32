package org.lowerbound.network;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A convolution that sees nothing below a pixel: {@code [rows, H, W, in] -> [rows, ⌈H/stride⌉,
 * ⌈W/stride⌉, out]}, of every stride-th pixel, the first one included.
 *
 * @param kernel {@code [height, width, in, out]}
 * @param shift what it sees
 * @param stride from one place of the kernel to the next
 */
record ShiftedConvolution(Weights kernel, Shift shift, int stride) implements Layer {
  private static final String PADDING = "VALID";

  @Override
  public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x, Pass pass) {
    return of(tf, x, shift.above(), pass);
  }

  /**
   * Applies it to rows of which the first ones may be there for the others to see.
   *
   * @param padding how many rows of zeros are put above
   */
  Operand<TFloat32> of(Ops tf, Operand<TFloat32> x, int padding, Pass pass) {
    Operand<TFloat32> padded =
        tf.pad(
            x,
            tf.constant(new int[][] {{0, 0}, {padding, 0}, {shift.left(), shift.right()}, {0, 0}}),
            tf.constant(0f));
    return tf.nn.conv2d(padded, kernel.in(tf, pass), Convolution.strides(stride), PADDING);
  }
}

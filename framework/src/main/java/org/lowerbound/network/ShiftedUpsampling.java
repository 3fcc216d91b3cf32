package org.lowerbound.network;

import java.util.List;
import org.lowerbound.graph.Shapes;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A transposed convolution of stride 2 in which a pixel of the small image adds to nothing above it
 * in the larger one: pixel (r, c) sees (⌊r/2⌋, ⌊c/2⌋), and with {@link Shift#DOWN} the columns
 * beside. So what a small pixel (R, C) may have seen, which comes before (2R, 2C), comes before all
 * pixels that see it.
 *
 * @param kernel {@code [2, width, in, out]}, in being the channels of the small image
 * @param shift {@link Shift#DOWN} or {@link Shift#DOWN_RIGHT}
 * @param from the size of the small image
 * @param to the size of the larger image, at most twice that
 */
record ShiftedUpsampling(Weights kernel, Shift shift, ImageShape from, ImageShape to)
    implements Layer {
  private static final int STRIDE = 2;
  private static final String PADDING = "VALID";

  @Override
  public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x, Pass pass) {
    return of(tf, x, from.height(), to.height(), pass);
  }

  /** Applies it to one row of the small image: {@code [rows, 1, W, in] -> [rows, 2, 2 W, out]}. */
  Operand<TFloat32> ofRow(Ops tf, Operand<TFloat32> x, Pass pass) {
    return of(tf, x, 1, STRIDE, pass);
  }

  private Operand<TFloat32> of(
      Ops tf, Operand<TFloat32> x, int fromHeight, int toHeight, Pass pass) {
    // All that the kernels at the small image's pixels reach: the last is at 2 (w − 1).
    int height = STRIDE * fromHeight;
    int width = STRIDE * (from.width() - 1) + shift.width();
    Operand<TInt32> rows = tf.expandDims(Shapes.size(tf, x, 0), tf.constant(0));
    Operand<TInt32> shape =
        tf.concat(List.of(rows, tf.array(height, width, to.channels())), tf.constant(0));
    // The adjoint's own kernel has the axes of the forward convolution: from large to small.
    Operand<TFloat32> adjoint = tf.linalg.transpose(kernel.in(tf, pass), tf.array(0, 1, 3, 2));
    Operand<TFloat32> reached =
        tf.nn.conv2dBackpropInput(shape, adjoint, x, Convolution.strides(STRIDE), PADDING);
    return tf.slice(
        reached,
        tf.array(0, 0, shift.right(), 0),
        tf.array(-1, toHeight, to.width(), to.channels()));
  }
}

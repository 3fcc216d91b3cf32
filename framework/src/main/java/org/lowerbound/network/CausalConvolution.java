package org.lowerbound.network;

import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A convolution of rows that sees no row below: its kernel's last row is that of the output. It is
 * padded on both sides and not above, where the input has as many rows more as the kernel has:
 * {@code [images, above + h, W, in] -> [images, h, W, out]}.
 *
 * @param kernel {@code [above + 1, width, in, out]}
 * @param mask of the kernel; none if all of it is seen
 * @param left how many zeros are put on the left
 * @param right how many on the right
 */
record CausalConvolution(Weights kernel, Optional<KernelMask> mask, int left, int right) {
  /** The strides of a convolution that gives an output for every pixel. */
  static final List<Long> STRIDES = List.of(1L, 1L, 1L, 1L);

  /** Applies it. */
  Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x, Pass pass) {
    Operand<TFloat32> padded =
        left + right == 0
            ? x
            : tf.pad(
                x,
                tf.constant(new int[][] {{0, 0}, {0, 0}, {left, right}, {0, 0}}),
                tf.constant(0f));
    Operand<TFloat32> weights = kernel.in(tf, pass);
    return tf.nn.conv2d(
        padded,
        mask.<Operand<TFloat32>>map(of -> tf.math.mul(weights, of.in(tf))).orElse(weights),
        STRIDES,
        "VALID");
  }
}

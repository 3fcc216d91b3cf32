package org.lowerbound.network;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A convolution (a correlation, as everywhere in deep learning) of images, padded with zeros so
 * that each stride-th pixel has a value: {@code [rows, H, W, in] -> [rows, ⌈H/stride⌉, ⌈W/stride⌉,
 * out]}.
 *
 * @param kernel {@code [height, width, in, out]}
 * @param stride from one place of the kernel to the next
 */
record Convolution(Weights kernel, int stride) implements Layer {
  /** TensorFlow's name for as much padding as is needed; an odd zero is put below and right. */
  static final String PADDING = "SAME";

  /** Makes one between maps of given sizes. */
  static Convolution create(
      String name, ImageShape from, ImageShape to, int stride, Weights kernel) {
    checkSizes(name, "convolution", from, to, stride);
    return new Convolution(kernel, stride);
  }

  /** Fails unless a convolution of a stride makes {@code small} out of {@code large}. */
  static void checkSizes(String name, String what, ImageShape large, ImageShape small, int stride) {
    ImageShape strided = large.strided(stride, small.channels());
    checkArgument(
        strided.equals(small),
        "%s: a %s of stride %s goes between %s and %s, not %s",
        name,
        what,
        stride,
        large,
        strided,
        small);
  }

  /** Returns the stride of each axis. */
  static List<Long> strides(int stride) {
    return List.of(1L, (long) stride, (long) stride, 1L);
  }

  @Override
  public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x, Pass pass) {
    return tf.nn.conv2d(x, kernel.in(tf, pass), strides(stride), PADDING);
  }
}

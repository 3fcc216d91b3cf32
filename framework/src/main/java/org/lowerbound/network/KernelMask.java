package org.lowerbound.network;

import com.google.common.primitives.ImmutableIntArray;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The mask of a kernel whose last row is that of the output's pixel: 1 in the rows above and on the
 * left, 0 on the right, and at the pixel itself as the groups of channels say.
 *
 * @param height of the kernel
 * @param width of the kernel
 * @param centre the column of the output's pixel
 * @param in the group of each input
 * @param out the group of each output
 * @param strict whether an output sees the inputs of groups before its own (the first layer's mask,
 *     A), or those of its own, too (mask B)
 */
record KernelMask(
    int height,
    int width,
    int centre,
    ImmutableIntArray in,
    ImmutableIntArray out,
    boolean strict) {
  /** Returns the mask, {@code [height, width, in, out]}. */
  Operand<TFloat32> in(Ops tf) {
    float[] mask = new float[height * width * in.length() * out.length()];
    for (int i = 0; i < mask.length; i++) {
      int tap = i / out.length() / in.length();
      mask[i] =
          sees(tap / width, tap % width, i / out.length() % in.length(), i % out.length()) ? 1 : 0;
    }
    return tf.reshape(tf.constant(mask), tf.array(height, width, in.length(), out.length()));
  }

  private boolean sees(int row, int column, int input, int output) {
    if (row < height - 1 || column != centre) {
      return row < height - 1 || column < centre;
    }
    return strict ? in.get(input) < out.get(output) : in.get(input) <= out.get(output);
  }
}

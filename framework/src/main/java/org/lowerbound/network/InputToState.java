package org.lowerbound.network;

import com.google.common.primitives.ImmutableIntArray;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What all steps of a recurrent layer get from below, made for all rows at once: a convolution, a
 * bias, and a linear function of what layers see of the context, if there is one.
 */
final class InputToState {
  private InputToState() {}

  /**
   * Makes the parameters {@code name.weights}, {@code name.bias} and {@code name.context}.
   *
   * @param width of the kernel, which is a row high
   * @param in the group of each feature below
   * @param out that of each sum
   * @param margin the columns of a map to the right of the image
   * @return {@code [images, h, W + margin, in] -> [images, h, W + margin, sums]}
   */
  static CausalLayer create(
      CausalMaker maker,
      String name,
      int width,
      ImmutableIntArray in,
      ImmutableIntArray out,
      int margin) {
    CausalConvolution convolution = maker.masked(name, 1, width, in, out, false);
    CausalLayer own =
        CausalLayer.chain(
            (tf, map, rows, pass) -> convolution.apply(tf, map, pass),
            CausalLayer.of(Bias.create(maker.parameters(), name, out.length(), new Zeros())));
    if (maker.conditioning().isEmpty()) {
      return own;
    }
    Conditioning conditioning = maker.conditioning().orElseThrow();
    int channels = conditioning.channels();
    Weights weights =
        Weights.of(
            maker
                .parameters()
                .create(name + ".context", Shape.of(channels, out.length()), maker.initializer()));
    return (tf, map, rows, pass) ->
        tf.math.add(
            own.apply(tf, map, rows, pass),
            linear(
                tf,
                PixelRnnBody.withMargin(
                    tf, rows.condition().orElseThrow(), conditioning.perPixel() ? margin : 0),
                weights.in(tf, pass)));
  }

  /** Returns products {@code [images, h, W, in] -> [images, h, W, out]}, or of one pixel each. */
  private static Operand<TFloat32> linear(Ops tf, Operand<TFloat32> map, Operand<TFloat32> matrix) {
    return tf.nn.conv2d(
        map,
        tf.expandDims(tf.expandDims(matrix, tf.constant(0)), tf.constant(0)),
        CausalConvolution.STRIDES,
        "VALID");
  }
}

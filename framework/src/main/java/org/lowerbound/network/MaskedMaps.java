package org.lowerbound.network;

import com.google.common.primitives.ImmutableIntArray;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/**
 * Makes the masked convolutions of a network that computes all rows of an image at once.
 *
 * @param parameters where their parameters are made
 * @param initializer the first values of kernels
 */
record MaskedMaps(ParameterStore parameters, Initializer initializer) {
  /**
   * Makes a convolution with the parameter {@code name.weights}, of maps of any size.
   *
   * @param above how many rows above it sees
   * @param width of the kernel, odd
   * @param in the group of each feature below
   * @param out that of each feature above
   * @param strict whether it is the first layer's mask, A, or B
   */
  Layer create(
      String name,
      int above,
      int width,
      ImmutableIntArray in,
      ImmutableIntArray out,
      boolean strict) {
    CausalConvolution convolution =
        new CausalConvolution(
            kernel(name, above + 1, width, in.length(), out.length()),
            Optional.of(new KernelMask(above + 1, width, width / 2, in, out, strict)),
            width / 2,
            width / 2);
    return (tf, map, pass) -> convolution.apply(tf, Rows.padded(tf, map, above), pass);
  }

  /** Makes one with a bias, {@code name.bias}, that starts at 0. */
  Layer withBias(
      String name,
      int above,
      int width,
      ImmutableIntArray in,
      ImmutableIntArray out,
      boolean strict) {
    return Layer.chain(
        create(name, above, width, in, out, strict),
        Bias.create(parameters, name, out.length(), new Zeros()));
  }

  /** Makes the parameter {@code name.weights} of a kernel. */
  Weights kernel(String name, int height, int width, int in, int out) {
    return Weights.of(
        parameters.create(name + ".weights", Shape.of(height, width, in, out), initializer));
  }
}

package org.lowerbound.network;

import org.tensorflow.ndarray.Shape;

/**
 * Makes the masked convolutions of one network. They keep the size of a map, and have no bias.
 *
 * @param parameters where their parameters are made
 * @param initializer the first values of kernels, before masks
 */
record MaskedConvolutions(ParameterStore parameters, Initializer initializer) {
  /**
   * Makes one, with the parameter {@code name.weights}.
   *
   * @param height of the kernel, odd
   * @param width of the kernel, odd
   * @param in the groups of the features below
   * @param out those of the features above
   */
  Layer create(
      String name, int height, int width, ChannelGroups in, ChannelGroups out, CausalMask mask) {
    Weights weights = kernel(name, height, width, in.features(), out.features());
    float[] seen = mask.kernel(height, width, in, out);
    return new Convolution(
        (tf, pass) ->
            tf.math.mul(
                weights.in(tf, pass),
                tf.reshape(
                    tf.constant(seen), tf.array(height, width, in.features(), out.features()))),
        1);
  }

  /** Makes one with a bias, {@code name.bias}, that starts at 0. */
  Layer withBias(
      String name, int height, int width, ChannelGroups in, ChannelGroups out, CausalMask mask) {
    return Layer.chain(
        create(name, height, width, in, out, mask),
        Bias.create(parameters, name, out.features(), new Zeros()));
  }

  /** Makes the parameter {@code name.weights} of a kernel without a mask. */
  Weights kernel(String name, int height, int width, int in, int out) {
    return Weights.of(
        parameters.create(name + ".weights", Shape.of(height, width, in, out), initializer));
  }
}

package org.lowerbound.network;

import org.tensorflow.ndarray.Shape;

/**
 * Makes the layers of one network.
 *
 * @param parameters where their parameters are made
 * @param options what the hidden ones have in common
 */
record LayerMaker(ParameterStore parameters, LayerOptions options) {
  /** Makes a linear map of rows and what makes it ready for an activation. */
  Layer dense(String name, int in, int out) {
    return Layer.chain(
        new MatMul(
            options
                .normalization()
                .weights(parameters, name, Shape.of(in, out), options.initializer())),
        beforeActivation(name, out));
  }

  /** Makes a dense layer with its activation and its dropout. */
  Layer hidden(String name, int in, int out, Activation activation) {
    return Layer.chain(dense(name, in, out), activation.layer(), dropout(name));
  }

  /** Makes a convolution without bias. */
  Layer convolution(String name, ImageShape from, ImageShape to, int kernel, int stride) {
    return Convolution.create(name, from, to, stride, kernel(name, from, to, kernel));
  }

  /** Makes a transposed convolution without bias. */
  Layer transposedConvolution(String name, ImageShape from, ImageShape to, int kernel, int stride) {
    return TransposedConvolution.create(name, from, to, stride, kernel(name, from, to, kernel));
  }

  /** Makes what stands before an activation. */
  Layer beforeActivation(String name, int size) {
    return options.normalization().beforeActivation(parameters, name, size);
  }

  /** Makes the dropout after an activation. */
  Layer dropout(String name) {
    return new Dropout(name, options.dropout());
  }

  /** Makes a head on top of rows. */
  Layer head(String name, int in, Head head) {
    return Layer.chain(
        new MatMul(
            Weights.of(
                parameters.create(
                    name + ".weights", Shape.of(in, head.size()), options.initializer()))),
        Bias.create(parameters, name, head.size(), head.bias()));
  }

  /** Returns a maker of layers that are neither normalised nor random, as heads are. */
  LayerMaker plain() {
    return new LayerMaker(parameters, LayerOptions.plain(options.initializer()));
  }

  private Weights kernel(String name, ImageShape from, ImageShape to, int size) {
    return options
        .normalization()
        .weights(
            parameters,
            name,
            Shape.of(size, size, from.channels(), to.channels()),
            options.initializer());
  }
}

package org.lowerbound.network;

import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/**
 * Makes the layers of a network of shifted convolutions, each with a bias.
 *
 * @param parameters where their parameters are made
 * @param initializer their first weights
 * @param normalized whether weights are normalised
 * @param rate of the dropout within blocks
 * @param filters f, the channels of all maps
 */
record ShiftedLayers(
    ParameterStore parameters,
    Initializer initializer,
    boolean normalized,
    double rate,
    int filters) {
  /** From one size of the image to the next. */
  static final int STRIDE = 2;

  /** What the first weights of a block's last convolution are times, so that it begins near x. */
  private static final float SMALL = 0.1f;

  private Weights weights(String name, Shape shape, Initializer first) {
    Normalization normalization =
        normalized ? new Normalization.Weight() : new Normalization.None();
    return normalization.weights(parameters, name, shape, first);
  }

  private Layer biased(String name, int out, Layer layer) {
    return Layer.chain(layer, Bias.create(parameters, name, out, new Zeros()));
  }

  /** Makes a convolution from so many channels to f. */
  Layer convolution(String name, Shift shift, int in, int stride) {
    return convolution(name, shift, in, filters, stride, initializer);
  }

  private Layer convolution(
      String name, Shift shift, int in, int out, int stride, Initializer first) {
    Shape shape = Shape.of(shift.height(), shift.width(), in, out);
    return biased(name, out, new ShiftedConvolution(weights(name, shape, first), shift, stride));
  }

  /** Makes the way to twice the size. */
  Layer upsampling(String name, Shift shift, ImageShape from, ImageShape to) {
    Shape shape = Shape.of(shift.height(), shift.width(), filters, filters);
    return biased(
        name, filters, new ShiftedUpsampling(weights(name, shape, initializer), shift, from, to));
  }

  /** Makes a linear map of each pixel by itself, without a bias. */
  Layer pixels(String name, int in, int out) {
    Weights kernel = weights(name, Shape.of(1, 1, in, out), initializer);
    return new Convolution(kernel, 1);
  }

  /**
   * Makes a block.
   *
   * @param beside the channels of what is beside x, 0 for nothing
   * @param context the length of a context, 0 for none
   */
  GatedResidual block(String name, Shift shift, int beside, int context) {
    Initializer small =
        (stream, shape) -> {
          float[] values = initializer.values(stream, shape);
          for (int i = 0; i < values.length; i++) {
            values[i] *= SMALL;
          }
          return values;
        };
    return new GatedResidual(
        convolution(name + ".conv1", shift, 2 * filters, 1),
        beside == 0 ? Optional.empty() : Optional.of(pixels(name + ".beside", 2 * beside, filters)),
        new Dropout(name, rate),
        convolution(name + ".conv2", shift, 2 * filters, 2 * filters, 1, small),
        context == 0
            ? Optional.empty()
            : Optional.of(
                new MatMul(
                    weights(name + ".context", Shape.of(context, 2L * filters), initializer))),
        filters);
  }
}

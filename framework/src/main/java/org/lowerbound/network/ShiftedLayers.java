package org.lowerbound.network;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Makes the layers of a network of shifted convolutions, each with a bias.
 *
 * @param parameters where their parameters are made
 * @param initializer their first weights
 * @param normalized whether weights are normalised
 * @param rate of the dropout within blocks
 * @param filters f, the channels of all maps
 * @param maps the sizes of the levels, the image's first
 * @param memory of the rows above
 */
record ShiftedLayers(
    ParameterStore parameters,
    Initializer initializer,
    boolean normalized,
    double rate,
    int filters,
    ImmutableList<ImageShape> maps,
    RowMemory memory) {
  /** From one size of the image to the next. */
  static final int STRIDE = 2;

  /** What the first weights of a block's last convolution are times, so that it begins near x. */
  private static final float SMALL = 0.1f;

  private Weights weights(String name, Shape shape, Initializer first) {
    Normalization normalization =
        normalized ? new Normalization.Weight() : new Normalization.None();
    return normalization.weights(parameters, name, shape, first);
  }

  private Layer bias(String name, int out) {
    return Bias.create(parameters, name, out, new Zeros());
  }

  /** Makes a convolution of the image, from so many channels to f. */
  BiasedConvolution ofImage(String name, Shift shift, int in) {
    return convolution(name, shift, in, filters, 1, initializer);
  }

  private BiasedConvolution convolution(
      String name, Shift shift, int in, int out, int stride, Initializer first) {
    Shape shape = Shape.of(shift.height(), shift.width(), in, out);
    return new BiasedConvolution(
        new ShiftedConvolution(weights(name, shape, first), shift, stride), bias(name, out));
  }

  private LevelConvolution ofLevel(int level, int in, BiasedConvolution convolution) {
    return new LevelConvolution(
        convolution, level, memory.strip(convolution.above(), maps.get(level).withChannels(in)));
  }

  /** Makes the way from a level to the next, of half the size. */
  Resize halving(String name, Shift shift, int level) {
    LevelConvolution convolution =
        ofLevel(level, filters, convolution(name, shift, filters, filters, STRIDE, initializer));
    RowMemory.Strip made = memory.strip(1, maps.get(level + 1).withChannels(filters));
    return (tf, x, rows, pass) ->
        rows.halved(tf, level, made, convolution.apply(tf, x, rows, pass));
  }

  /** Makes the way to a level from the next, to twice the size. */
  Resize doubling(String name, Shift shift, int level) {
    Shape shape = Shape.of(shift.height(), shift.width(), filters, filters);
    ShiftedUpsampling upsampling =
        new ShiftedUpsampling(
            weights(name, shape, initializer), shift, maps.get(level + 1), maps.get(level));
    Layer bias = bias(name, filters);
    return (tf, x, rows, pass) ->
        bias.apply(tf, rows.doubled(tf, level, upsampling, x, pass), pass);
  }

  /** A map of one level as a function of that of another. */
  @FunctionalInterface
  interface Resize {
    /** Applies the function to the rows. */
    Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x, LevelRows rows, Pass pass);
  }

  /** Makes a linear map of each pixel by itself, without a bias. */
  Layer pixels(String name, int in, int out) {
    Weights kernel = weights(name, Shape.of(1, 1, in, out), initializer);
    return new Convolution(kernel, 1);
  }

  /**
   * Makes a block.
   *
   * @param level of its maps
   * @param beside the channels of what is beside x, 0 for nothing
   * @param context the length of a context, 0 for none
   */
  GatedResidual block(String name, Shift shift, int level, int beside, int context) {
    Initializer small =
        (stream, shape) -> {
          float[] values = initializer.values(stream, shape);
          for (int i = 0; i < values.length; i++) {
            values[i] *= SMALL;
          }
          return values;
        };
    return new GatedResidual(
        ofLevel(
            level,
            2 * filters,
            convolution(name + ".conv1", shift, 2 * filters, filters, 1, initializer)),
        beside == 0 ? Optional.empty() : Optional.of(pixels(name + ".beside", 2 * beside, filters)),
        new Dropout(name, rate),
        ofLevel(
            level,
            2 * filters,
            convolution(name + ".conv2", shift, 2 * filters, 2 * filters, 1, small)),
        context == 0
            ? Optional.empty()
            : Optional.of(
                new MatMul(
                    weights(name + ".context", Shape.of(context, 2L * filters), initializer))),
        filters);
  }
}

package org.lowerbound.network;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.Ints;
import org.tensorflow.ndarray.Shape;

/**
 * The size of an image or of a feature map.
 *
 * @param height in pixels
 * @param width in pixels
 * @param channels numbers a pixel
 */
record ImageShape(int height, int width, int channels) {
  /**
   * Reads a shape.
   *
   * @param layer what needs an image, e.g. {@code encoder.conv1}
   * @throws IllegalArgumentException unless it is {@code [height, width, channels]}
   */
  static ImageShape of(String layer, Shape shape) {
    checkArgument(
        isImage(shape),
        "%s: a convolution needs an image [height, width, channels], but its input is %s",
        layer,
        shape);
    return new ImageShape((int) shape.get(0), (int) shape.get(1), (int) shape.get(2));
  }

  /** Returns whether a shape has the axes of an image. */
  static boolean isImage(Shape shape) {
    return shape.numDimensions() == 3;
  }

  /** Returns what a convolution with padding makes of it: every stride-th pixel, rounded up. */
  ImageShape strided(int stride, int outputs) {
    return new ImageShape(ceilDiv(height, stride), ceilDiv(width, stride), outputs);
  }

  /** Returns the same with another number of channels. */
  ImageShape withChannels(int other) {
    return new ImageShape(height, width, other);
  }

  /** Returns the number of values; more than an int holds are as many as one holds. */
  int size() {
    return Ints.saturatedCast((long) height * width * channels);
  }

  /** Returns the axes of images of any number. */
  int[] axes() {
    return new int[] {-1, height, width, channels};
  }

  /** Returns the layer that gives rows {@code [rows, height * width * channels]} these axes. */
  Layer fromRows() {
    return (tf, x, pass) -> tf.reshape(x, tf.array(axes()));
  }

  /** Returns the layer that takes these axes away, row by row, channels last. */
  Layer toRows() {
    return (tf, x, pass) -> tf.reshape(x, tf.array(-1, size()));
  }

  @Override
  public String toString() {
    return "[" + height + ", " + width + ", " + channels + "]";
  }

  private static int ceilDiv(int a, int b) {
    return (a + b - 1) / b;
  }
}

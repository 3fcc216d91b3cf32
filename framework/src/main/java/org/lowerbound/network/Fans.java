package org.lowerbound.network;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.random.RandomStream;
import org.tensorflow.ndarray.Shape;

/** What the initializers that scale with the size of a layer share. */
final class Fans {
  private Fans() {}

  /**
   * Returns the number of inputs that an output has: in of weights {@code [in, out]}, height ·
   * width · in of a kernel {@code [height, width, in, out]}.
   */
  static double in(Shape shape) {
    return taps(shape) * shape.get(-2);
  }

  /** Returns the number of outputs that an input has, likewise. */
  static double out(Shape shape) {
    return taps(shape) * shape.get(-1);
  }

  /** Returns uniform draws of mean 0 and the given variance. */
  static float[] uniform(RandomStream stream, Shape shape, double variance) {
    double limit = Math.sqrt(3 * variance);
    float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (limit * (2 * stream.nextDouble() - 1));
    }
    return values;
  }

  /** Returns normal draws of mean 0 and the given variance. */
  static float[] normal(RandomStream stream, Shape shape, double variance) {
    return new Normal(Math.sqrt(variance)).values(stream, shape);
  }

  /** Returns the number of places at which a kernel looks; 1 for a dense layer. */
  private static double taps(Shape shape) {
    boolean kernel = shape.numDimensions() == 4;
    checkArgument(
        shape.numDimensions() == 2 || kernel,
        "an initializer that scales with the layer fits weights [in, out] and kernels [height,"
            + " width, in, out], not %s",
        shape);
    return kernel ? (double) shape.get(0) * shape.get(1) : 1;
  }
}

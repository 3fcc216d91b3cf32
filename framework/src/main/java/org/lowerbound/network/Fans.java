package org.lowerbound.network;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.random.RandomStream;
import org.tensorflow.ndarray.Shape;

/** What the initializers that scale with the size of a layer share. */
final class Fans {
  private Fans() {}

  /** Returns the number of inputs of weights {@code [in, out]}. */
  static double in(Shape shape) {
    return checkWeights(shape).get(0);
  }

  /** Returns the number of outputs of weights {@code [in, out]}. */
  static double out(Shape shape) {
    return checkWeights(shape).get(1);
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

  private static Shape checkWeights(Shape shape) {
    checkArgument(
        shape.numDimensions() == 2,
        "an initializer that scales with the layer fits weights [in, out], not %s",
        shape);
    return shape;
  }
}

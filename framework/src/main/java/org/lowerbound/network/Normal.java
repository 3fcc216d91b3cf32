package org.lowerbound.network;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.random.RandomStream;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.ndarray.Shape;

/**
 * Independent draws from a normal distribution around 0.
 *
 * @param stddev the standard deviation
 */
public record Normal(@Default("0.01") @Interval(above = 0) double stddev) implements Initializer {
  /** Checks the argument. */
  public Normal {
    checkArgument(stddev > 0, "stddev must be positive but is %s", stddev);
  }

  @Override
  public float[] values(RandomStream stream, Shape shape) {
    float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (stddev * stream.nextGaussian());
    }
    return values;
  }
}

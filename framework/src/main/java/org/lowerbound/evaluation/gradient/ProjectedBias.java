package org.lowerbound.evaluation.gradient;

import java.util.OptionalDouble;

/**
 * By how much the mean of one random vector is off that of another, along a fixed direction. The
 * two may be dependent: what is averaged is their difference, pair by pair.
 */
final class ProjectedBias {
  private final double[] direction;
  private double reference; // mean along the direction
  private double difference; // likewise, of vector − reference
  private double squares; // Σ (difference − mean)²
  private long count;

  /**
   * Starts without vectors.
   *
   * @param direction of length 1, and independent of the vectors to come
   */
  ProjectedBias(double[] direction) {
    this.direction = direction.clone();
  }

  void add(float[] vector, float[] ofReference) {
    double along = 0;
    double alongReference = 0;
    for (int i = 0; i < direction.length; i++) {
      along += direction[i] * vector[i];
      alongReference += direction[i] * ofReference[i];
    }
    count++;
    reference += (alongReference - reference) / count;
    double step = along - alongReference - difference;
    difference += step / count;
    squares += step * (along - alongReference - difference);
  }

  /**
   * Returns the mean difference as a part of the reference's mean, both along the direction; 0 if
   * it is exactly 0, and nothing if only the reference's mean is.
   */
  OptionalDouble relative() {
    return ratio(reference);
  }

  /**
   * Returns the mean difference in units of its standard error; 0 if it is exactly 0, and nothing
   * if it is another number and never varies.
   */
  OptionalDouble tValue() {
    return ratio(Math.sqrt(squares / (count - 1) / count));
  }

  private OptionalDouble ratio(double unit) {
    if (difference == 0) {
      return OptionalDouble.of(0);
    }
    return unit == 0 ? OptionalDouble.empty() : OptionalDouble.of(difference / unit);
  }
}

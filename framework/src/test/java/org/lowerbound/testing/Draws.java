package org.lowerbound.testing;

import org.lowerbound.random.RandomStream;

/** Arbitrary but fixed numbers for tests. */
public final class Draws {
  private Draws() {}

  /** Returns draws from N(mean, stddev²). */
  public static float[] normal(String name, int count, double mean, double stddev) {
    RandomStream stream = new RandomStream(1, name);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (mean + stddev * stream.nextGaussian());
    }
    return values;
  }

  /** Returns zeros and ones, equally likely. */
  public static float[] bits(String name, int count) {
    RandomStream stream = new RandomStream(1, name);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = stream.nextInt(2);
    }
    return values;
  }
}

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
    return integers(name, count, 2);
  }

  /** Returns draws that are uniform on [0, 1). */
  public static float[] uniform(String name, int count) {
    RandomStream stream = new RandomStream(1, name);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) stream.nextDouble();
    }
    return values;
  }

  /** Returns integers 0, ..., bound − 1, equally likely. */
  public static float[] integers(String name, int count, int bound) {
    RandomStream stream = new RandomStream(1, name);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = stream.nextInt(bound);
    }
    return values;
  }
}

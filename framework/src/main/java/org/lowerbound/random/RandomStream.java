package org.lowerbound.random;

import java.nio.charset.StandardCharsets;

/**
 * A named stream of random numbers on the host.
 *
 * <p>The numbers depend on the seed and the name alone, and are the same on every platform: 64-bit
 * integer arithmetic (SplitMix64; Steele, Lea and Flood 2014, "Fast splittable pseudorandom number
 * generators") and {@link StrictMath}.
 */
public final class RandomStream {
  /** The fractional part of the golden ratio, the increment of SplitMix64. */
  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private static final double TWO_POW_MINUS_53 = 0x1.0p-53;

  private long state;

  /** Starts the stream {@code name} of {@code seed}. */
  public RandomStream(long seed, String name) {
    this(key(seed, name));
  }

  private RandomStream(long state) {
    this.state = state;
  }

  /** Returns a stream that gives the numbers that follow a {@link #position} of another. */
  public static RandomStream at(long position) {
    return new RandomStream(position);
  }

  /** Returns where the stream is: what decides all numbers that follow. */
  public long position() {
    return state;
  }

  /** Returns the 64-bit key of a named stream; different names give unrelated keys. */
  public static long key(long seed, String name) {
    long hash = mix(seed + GAMMA);
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      hash = mix((hash ^ b) + GAMMA);
    }
    return hash;
  }

  /** Returns the next 64 random bits. */
  public long nextLong() {
    state += GAMMA;
    return mix(state);
  }

  /** Returns the next number, uniform on [0, 1) with 53 random bits. */
  public double nextDouble() {
    return (nextLong() >>> 11) * TWO_POW_MINUS_53;
  }

  /**
   * Returns the next number, uniform on 0 … bound-1, without bias (Lemire 2019, "Fast random
   * integer generation in an interval").
   */
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be positive but is " + bound);
    }
    long product = (nextLong() >>> 32) * bound;
    long low = product & 0xFFFFFFFFL;
    if (low < bound) {
      long threshold = (0x1_0000_0000L - bound) % bound;
      while (low < threshold) {
        product = (nextLong() >>> 32) * bound;
        low = product & 0xFFFFFFFFL;
      }
    }
    return (int) (product >>> 32);
  }

  /** Returns the next draw from N(0, 1), by Marsaglia's polar method. */
  public double nextGaussian() {
    while (true) {
      double u = 2 * nextDouble() - 1;
      double v = 2 * nextDouble() - 1;
      double s = u * u + v * v;
      if (s > 0 && s < 1) {
        return u * StrictMath.sqrt(-2 * StrictMath.log(s) / s);
      }
    }
  }

  /** Returns a uniformly random order of 0 … size-1 (Fisher and Yates). */
  public int[] permutation(int size) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int j = nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}

package org.lowerbound.data;

import org.lowerbound.random.RandomStream;

/**
 * Uniform dequantisation of grey levels k = 0 … 255: x = (k + u) / 256, u uniform on (0, 1) (Uria,
 * Murray and Larochelle 2013, "RNADE"). A density p of x bounds a probability of the levels, as log
 * P(k) = log E[p(x)] − D log 256 ≥ E[log p(x)] − D log 256 (Theis, van den Oord and Bethge 2016, "A
 * note on the evaluation of generative models", equation 5).
 *
 * <p>The noise is one of 2¹⁵ values, the midpoints of equal steps. Then k + u has 24 bits, x is
 * exact in a 32-bit float and never 0 or 1, and the level can be read back; with finer noise, 255 +
 * u could be rounded up to 256.
 */
public final class Dequantization {
  /** The number of grey levels. */
  public static final int LEVELS = 256;

  /** The number of values that the noise can have. */
  public static final int NOISE_STEPS = 1 << 15;

  private Dequantization() {}

  /** Returns one draw; of mapped observations it is made when they are read, and is the same. */
  static Observations of(Observations grey, RandomStream stream) {
    return grey instanceof Observations.Mapped mapped
        ? DrawnRows.of(mapped, stream, NOISE_STEPS, Dequantization::of)
        : of((Observations.Bytes) grey, stream);
  }

  /**
   * Returns one draw: each value takes one number of the stream, in order.
   *
   * @param grey levels 0 … 255
   * @param stream decides the draw
   */
  public static Observations.Floats of(Observations.Bytes grey, RandomStream stream) {
    byte[] levels = grey.values();
    float[] values = new float[levels.length];
    for (int i = 0; i < values.length; i++) {
      float noise = (stream.nextInt(NOISE_STEPS) + 0.5f) / NOISE_STEPS;
      values[i] = ((levels[i] & 0xFF) + noise) / LEVELS; // All exact.
    }
    return new Observations.Floats(values, grey.count(), grey.dimension());
  }
}

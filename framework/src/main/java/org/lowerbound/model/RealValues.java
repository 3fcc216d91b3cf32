package org.lowerbound.model;

import static com.google.common.base.Preconditions.checkArgument;

/** What a model that is a density of real values, and has no likelihood to choose, asks of data. */
public final class RealValues {
  private RealValues() {}

  /**
   * Checks that the values are real, or grey levels with noise.
   *
   * @param model the model's type name
   * @throws IllegalArgumentException if not; the message says what would work
   */
  public static void check(String model, ObservedData observed) {
    checkArgument(
        !observed.kind().keptAsBytes(),
        "the model %s is a density of real values, but the data are %s; linear-gaussian has real"
            + " values, and mnist and fashion-mnist with \"binarization\": \"none\" and"
            + " \"dequantize\": true",
        model,
        observed.kind().description());
  }
}

package org.lowerbound.evaluation.annealed;

import static com.google.common.base.Preconditions.checkArgument;

/** How inverse temperatures 0 = β₀ &lt; … &lt; β_T = 1 are spread. */
public enum TemperatureSchedule {
  /** β_t = t / T. */
  LINEAR,
  /**
   * Close together at both ends, where the density on the way changes most: β_t is σ(4 (2t/T − 1)),
   * moved and stretched so that it begins at 0 and ends at 1 (Grosse et al. 2015, section 7).
   */
  SIGMOIDAL;

  /** δ of Grosse et al. */
  private static final double STEEPNESS = 4;

  /** Returns β₀ to β_T. */
  double[] temperatures(int steps) {
    checkArgument(steps > 0, "steps must be positive but is %s", steps);
    double[] temperatures = new double[steps + 1];
    for (int t = 0; t <= steps; t++) {
      double part = (double) t / steps;
      temperatures[t] =
          switch (this) {
            case LINEAR -> part;
            case SIGMOIDAL -> (sigmoid(2 * part - 1) - sigmoid(-1)) / (sigmoid(1) - sigmoid(-1));
          };
    }
    return temperatures;
  }

  private static double sigmoid(double part) {
    return 1 / (1 + Math.exp(-STEEPNESS * part));
  }
}

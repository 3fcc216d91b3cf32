package org.lowerbound.numeric;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;

/**
 * The rate–distortion function of a normal source under squared error (Kolmogorov 1956; Cover and
 * Thomas 2006, theorem 10.3.3): components of the variances λᵢ are independent, each is told up to
 * the distortion Dᵢ = min(λᵢ, θ), and what θ, the water level, covers is not told at all:
 *
 * <pre>
 *   D = Σ min(λᵢ, θ),  R(D) = Σ max(0, ½ log(λᵢ / θ)).
 * </pre>
 *
 * <p>Of all sources with a covariance the normal one has the largest R(D).
 */
public final class ReverseWaterFilling {
  private final double[] variances;

  /**
   * Makes the function of a source.
   *
   * @param variances λ, the eigenvalues of its covariance; one below 0, as rounding has it, counts
   *     as 0
   */
  public ReverseWaterFilling(double[] variances) {
    checkArgument(
        Arrays.stream(variances).allMatch(Double::isFinite) && variances.length > 0,
        "a source has finite variances, one at least, but here they are %s",
        Arrays.toString(variances));
    this.variances = Arrays.stream(variances).map(v -> Math.max(0, v)).sorted().toArray();
  }

  /**
   * Returns R(D), the least mean number of nats that tell an observation so well; 0 where D is that
   * of the mean, or more.
   *
   * @param distortion D, the mean of the squared error summed over the values, more than 0
   */
  public double rate(double distortion) {
    double level = level(distortion);
    return Arrays.stream(variances).map(v -> Math.max(0, 0.5 * Math.log(v / level))).sum();
  }

  /** Returns θ, at most the largest variance. */
  public double level(double distortion) {
    checkArgument(distortion > 0, "a distortion must be positive but is %s", distortion);
    double covered = 0;
    for (int i = 0; i < variances.length; i++) {
      // If the level is at λᵢ or below, it is what is left of D for those that are not covered.
      double level = (distortion - covered) / (variances.length - i);
      if (level <= variances[i]) {
        return level;
      }
      covered += variances[i];
    }
    return variances[variances.length - 1];
  }

  /** Returns D, the distortion at a water level. */
  public double distortion(double level) {
    return Arrays.stream(variances).map(v -> Math.min(v, level)).sum();
  }
}

package org.lowerbound.numeric;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * The generalised Pareto distribution of exceedances x ≥ 0, with P(X > x) = (1 + k x / σ)^(−1/k):
 * what the tail of nearly any distribution above a high threshold looks like (Pickands 1975). It
 * has fewer than 1/k finite moments; at k = 0 it is exponential, below it ends at σ / −k.
 *
 * @param shape k
 * @param scale σ
 */
public record GeneralizedPareto(double shape, double scale) {
  /** The prior of θ = −k / σ is centred by the sample's first quartile times this. */
  private static final double PRIOR_QUARTILES = 3;

  /** The fewest values that a fit is made of. */
  public static final int FEWEST = 5;

  /**
   * Fits the distribution (Zhang and Stephens 2009): the mean of the profile likelihood of θ = −k /
   * σ, as a posterior, over a grid of 30 + √n values. Nothing is maximised, so that it always ends;
   * it is better than maximum likelihood where k is near ½.
   *
   * @param exceedances in rising order, none negative, the last positive; at least five
   * @return k and σ, without a prior of k
   */
  public static GeneralizedPareto fit(double[] exceedances) {
    int n = exceedances.length;
    checkArgument(n >= FEWEST, "a fit takes at least %s values but there are %s", FEWEST, n);
    double largest = exceedances[n - 1];
    double quartile = exceedances[(int) (n / 4.0 + 0.5) - 1];
    checkArgument(
        quartile > 0 && Double.isFinite(largest),
        "three quarters of the exceedances must be positive, and all finite");
    int grid = 30 + (int) Math.sqrt(n);
    double[] thetas = new double[grid];
    double[] logLikelihoods = new double[grid];
    LogSumExp total = new LogSumExp();
    for (int j = 0; j < grid; j++) {
      thetas[j] = 1 / largest + (1 - Math.sqrt(grid / (j + 0.5))) / (PRIOR_QUARTILES * quartile);
      double k = shape(thetas[j], exceedances);
      // −θ / k tends to 1 / mean where both tend to 0; none of the grid's values is 0 but by
      // chance.
      logLikelihoods[j] = n * (Math.log(-thetas[j] / k) - k - 1);
      if (Double.isNaN(logLikelihoods[j])) {
        logLikelihoods[j] = Double.NEGATIVE_INFINITY;
      }
      total.add(logLikelihoods[j]);
    }
    double theta = 0;
    for (int j = 0; j < grid; j++) {
      theta += thetas[j] * Math.exp(logLikelihoods[j] - total.value());
    }
    double k = shape(theta, exceedances);
    return new GeneralizedPareto(k, -k / theta);
  }

  /** Returns the k of greatest likelihood where −k / σ is θ: the mean of log (1 − θ x). */
  private static double shape(double theta, double[] exceedances) {
    double sum = 0;
    for (double x : exceedances) {
      sum += Math.log1p(-theta * x);
    }
    return sum / exceedances.length;
  }
}

package org.lowerbound.evaluation.aggregate;

import java.util.Optional;

/**
 * The rate of draws z ~ q(z | x), taken apart (Hoffman and Johnson 2016; Chen et al. 2018, eq. 2):
 *
 * <pre>
 *   log q(z|x) − log p(z) = [log q(z|x) − log q(z)]                 the mutual information of x, z
 *                         + [log q(z) − Σ log q(z_u)]               the total correlation
 *                         + [Σ log q(z_u) − Σ log p(z_u)]           the dimension-wise KL
 * </pre>
 *
 * <p>The last two are the marginal KL, KL(q(z) ‖ p(z)). Each term holds draw by draw; its mean over
 * draws is the number.
 *
 * @param conditional log q(z | x) of each draw's own example, {@code [M]}
 * @param prior log p(z), {@code [M]}
 * @param aggregate log q(z), {@code [M]}
 * @param conditionalPerUnit log q(z_u | x), {@code [D][M]}; empty where units depend on each other
 * @param aggregatePerUnit log q(z_u), {@code [D][M]}; empty there, too
 */
@SuppressWarnings("ArrayRecordComponent") // Made once, read once.
public record Surgery(
    double[] conditional,
    double[] prior,
    double[] aggregate,
    double[][] conditionalPerUnit,
    double[][] aggregatePerUnit) {

  /** Returns log q(z | x) − log q(z) of each draw: its mean is I(x; z), at most log N. */
  public double[] information() {
    return difference(conditional, aggregate);
  }

  /** Returns log q(z) − log p(z) of each draw: its mean is KL(q(z) ‖ p(z)). */
  public double[] marginalKl() {
    return difference(aggregate, prior);
  }

  /** Returns log q(z) − Σ log q(z_u) of each draw; none where units depend on each other. */
  public Optional<double[]> totalCorrelation() {
    return sumOfUnits().map(units -> difference(aggregate, units));
  }

  /**
   * Returns Σ log q(z_u) − log p(z) of each draw; none where units depend on each other. It is a
   * sum of divergences, Σ KL(q(z_u) ‖ p(z_u)), if the prior's units are independent.
   */
  public Optional<double[]> dimensionWiseKl() {
    return sumOfUnits().map(units -> difference(units, prior));
  }

  /** Returns log q(z_u | x) − log q(z_u) of each draw: its mean is I(x; z_u). */
  public double[] informationOf(int unit) {
    return difference(conditionalPerUnit[unit], aggregatePerUnit[unit]);
  }

  private Optional<double[]> sumOfUnits() {
    if (aggregatePerUnit.length == 0) {
      return Optional.empty();
    }
    double[] sums = new double[aggregate.length];
    for (double[] unit : aggregatePerUnit) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += unit[i];
      }
    }
    return Optional.of(sums);
  }

  private static double[] difference(double[] a, double[] b) {
    double[] differences = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      differences[i] = a[i] - b[i];
    }
    return differences;
  }
}

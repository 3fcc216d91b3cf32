package org.lowerbound.evaluation.figure;

import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the units of a model's codes are like over a split.
 *
 * @param kl KL(q(z_u | x) ‖ p(z_u)) of each unit in nats, mean over examples; empty if the KL is no
 *     sum over units
 * @param mean the mean of each unit over examples
 * @param varianceOfMean the variance over examples of each unit's posterior mean (the activity of
 *     Burda et al. 2016, section 5.2)
 * @param meanVariance the mean over examples of each unit's posterior variance; 0 where it has none
 *     in closed form
 */
record UnitStatistics(
    ImmutableDoubleArray kl,
    ImmutableDoubleArray mean,
    ImmutableDoubleArray varianceOfMean,
    ImmutableDoubleArray meanVariance) {
  /** Returns the standard deviation of a unit over draws for all examples. */
  double deviation(int unit) {
    return Math.sqrt(varianceOfMean.get(unit) + meanVariance.get(unit));
  }

  /**
   * Returns the units from the one that matters most, by KL or else by the variance of its mean.
   */
  List<Integer> order() {
    ImmutableDoubleArray by = kl.isEmpty() ? varianceOfMean : kl;
    return IntStream.range(0, by.length())
        .boxed()
        .sorted(Comparator.<Integer>comparingDouble(by::get).reversed())
        .toList();
  }

  /** Returns the heading of a unit's row. */
  String heading(int unit) {
    return kl.isEmpty()
        ? "unit %d, variance %s".formatted(unit + 1, Numbers.measured(varianceOfMean.get(unit)))
        : "unit %d, KL %s nats".formatted(unit + 1, Numbers.measured(kl.get(unit)));
  }
}

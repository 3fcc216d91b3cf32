package org.lowerbound.evaluation.disentanglement;

import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/**
 * How many batches with one factor fixed a classifier learns from and is tested on. A batch is one
 * point: what is learnt is which factor is fixed.
 *
 * @param batchSize the examples, or pairs of examples, of a batch
 * @param trainPoints the batches to learn from
 * @param testPoints the batches to test on
 */
public record BatchPoints(
    @Default("64") @Interval(min = 2, max = Counts.MOST_UNITS) int batchSize,
    @Default("10000") @Interval(min = 10, max = Counts.MOST_UNITS) int trainPoints,
    @Default("5000") @Interval(min = 10, max = Counts.MOST_UNITS) int testPoints) {
  private static final int LEAST = 10;

  /** The settings of Locatello et al. 2019. */
  static final BatchPoints STANDARD = new BatchPoints(64, 10_000, 5_000);

  /** Checks the numbers. */
  public BatchPoints {
    Counts.checkAtLeast("batchSize", batchSize, 2, Counts.MOST_UNITS);
    Counts.checkAtLeast("trainPoints", trainPoints, LEAST, Counts.MOST_UNITS);
    Counts.checkAtLeast("testPoints", testPoints, LEAST, Counts.MOST_UNITS);
  }
}

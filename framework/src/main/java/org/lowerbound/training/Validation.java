package org.lowerbound.training;

import com.google.common.collect.ImmutableMap;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.MetricColumns;

/**
 * What a training measures on the validation split.
 *
 * @param measurement gives all numbers
 * @param number the name of the one that the training is judged by
 * @param lowerIsBetter whether a lower one is better
 */
record Validation(Measurement measurement, String number, boolean lowerIsBetter) {
  /** Describes the measurement of a metric, whose first number the training is judged by. */
  static Validation of(Metric metric, MetricColumns columns, Measurement measurement) {
    // By its own column: a likelihood that is none is better for no comparison, but it is trained.
    Column own = metric.columns().get(0);
    return new Validation(
        columns.measurement(metric, measurement),
        columns.columns(metric).get(0).name(),
        own.better() == Better.LOWER);
  }

  /** Returns the number as a score, the higher the better, of numbers that are finite. */
  double score(ImmutableMap<String, Double> numbers) {
    return ofScore(numbers.get(number));
  }

  /** Returns the number that a score is of. */
  double ofScore(double score) {
    return lowerIsBetter ? -score : score;
  }
}

package org.lowerbound.experiment.sweep;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;

/**
 * Figures from a publication, to be put beside a sweep's own.
 *
 * @param source where they were published
 * @param metric the metric that they are values of
 * @param values the label of a row to its published value, in the metric's unit
 */
public record Published(String source, String metric, ImmutableMap<String, Double> values) {
  /** Checks that all is given. */
  public Published {
    checkArgument(!source.isBlank(), "source must name the publication but is blank");
    checkArgument(!metric.isBlank(), "metric must name a metric but is blank");
    checkArgument(!values.isEmpty(), "values must give at least one row's label and value");
  }
}

package org.lowerbound.evaluation;

import static java.util.stream.Collectors.joining;

/** A metric that does not give the numbers that it says it gives. */
public final class MetricException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  private final transient Metric metric;
  private final String problem;

  MetricException(Metric metric, String problem) {
    super(
        "the metric with the columns %s %s"
            .formatted(
                metric.columns().stream().map(Column::name).collect(joining(", ")), problem));
    this.metric = metric;
    this.problem = problem;
  }

  /** Returns the metric. */
  public Metric metric() {
    return metric;
  }

  /** Returns what the metric does, the second half of a sentence that names it first. */
  public String problem() {
    return problem;
  }
}

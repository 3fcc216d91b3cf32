package org.lowerbound.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * The description of a metric as the column of a table.
 *
 * @param name the metric's name, e.g. {@code nll}
 * @param unit what the values are counted in, e.g. {@code nats}; empty for a ratio
 * @param better which values are better
 * @param description one sentence on what is measured
 */
public record Column(String name, String unit, Better better, String description) {
  /** Checks that the column has a name. */
  public Column {
    checkArgument(!name.isEmpty(), "a column must have a name");
  }

  /** Which values of a metric are better. */
  public enum Better {
    /** The lower the better, as for a negative log-likelihood. */
    LOWER,
    /** The higher the better, as for a bound on the log-likelihood. */
    HIGHER,
    /** Neither: the metric describes and does not judge, as a rate does. */
    NEITHER
  }
}

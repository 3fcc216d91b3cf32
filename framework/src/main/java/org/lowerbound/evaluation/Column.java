package org.lowerbound.evaluation;

/**
 * What a column of a result table means.
 *
 * @param name the column's name
 * @param unit the unit, e.g. {@code nats}; empty for a pure number
 * @param better which direction is better
 * @param description one sentence
 */
public record Column(String name, String unit, Better better, String description) {
  /** Which of two values is the better one. */
  public enum Better {
    /** The smaller one. */
    LOWER,
    /** The larger one. */
    HIGHER,
    /** Neither. */
    NEITHER
  }
}

package org.lowerbound.evaluation;

/**
 * What a column of a result table means.
 *
 * @param name the column's name
 * @param unit the unit, e.g. {@code nats}; empty for a pure number
 * @param better which direction is better
 * @param description one sentence
 * @param dependence what it has to do with the likelihood
 */
public record Column(
    String name, String unit, Better better, String description, Dependence dependence) {
  /** Makes a column that means the same whatever the likelihood is. */
  public Column(String name, String unit, Better better, String description) {
    this(name, unit, better, description, Dependence.NONE);
  }

  /** Which of two values is the better one. */
  public enum Better {
    /** The smaller one. */
    LOWER,
    /** The larger one. */
    HIGHER,
    /** Neither. */
    NEITHER
  }

  /** What a figure has to do with the likelihood, by which it is named and converted. */
  public enum Dependence {
    /** Nothing: it means the same whatever the likelihood is. */
    NONE,
    /** It has log p(x | z) in it, in nats, so that it means nothing more than that does. */
    LIKELIHOOD,
    /** It is log p(x) in nats, a lower bound on it, or the negative of either. */
    EVIDENCE
  }
}

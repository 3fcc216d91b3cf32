package org.lowerbound.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * What a column of a result table means.
 *
 * @param name the column's name
 * @param unit the unit, e.g. {@code nats}; empty for a pure number
 * @param better which direction is better
 * @param description one sentence
 * @param dependence what it has to do with the likelihood
 * @param optional whether it may be left empty, where a model has no such thing; any other must be
 *     filled
 */
public record Column(
    String name,
    String unit,
    Better better,
    String description,
    Dependence dependence,
    boolean optional) {
  /** Checks that the column has a name. */
  public Column {
    checkArgument(!name.isBlank(), "a column must have a name but has \"%s\"", name);
  }

  /** Makes a column that is always filled. */
  public Column(
      String name, String unit, Better better, String description, Dependence dependence) {
    this(name, unit, better, description, dependence, false);
  }

  /** Makes a column that is always filled and means the same whatever the likelihood is. */
  public Column(String name, String unit, Better better, String description) {
    this(name, unit, better, description, Dependence.NONE);
  }

  /** Makes a column that may be left empty. */
  public static Column optional(String name, String unit, Better better, String description) {
    return new Column(name, unit, better, description, Dependence.NONE, true);
  }

  /** Returns a column that is filled just when this one is, under another name. */
  Column renamed(String newName, Better newBetter, String newDescription) {
    return new Column(newName, unit, newBetter, newDescription, dependence, optional);
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

  /** What a number has to do with the likelihood, by which it is named and converted. */
  public enum Dependence {
    /** Nothing: it means the same whatever the likelihood is. */
    NONE,
    /** It has log p(x | z) in it, in nats, so that it means nothing more than that does. */
    LIKELIHOOD,
    /** It is log p(x) in nats, a lower bound on it, or the negative of either. */
    EVIDENCE
  }
}

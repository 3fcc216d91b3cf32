package org.lowerbound.experiment.result;

/**
 * A standard error and what varied.
 *
 * @param value the standard error of a mean; NaN if the values it is of are not finite
 * @param over what the mean is over
 */
public record StandardError(double value, Over over) {
  /** What a mean is over. */
  public enum Over {
    /** The trials of a row, which differ in their seed: the error covers training as a whole. */
    TRIALS,
    /** The test examples of a row's only trial: the error says nothing about other seeds. */
    EXAMPLES
  }
}

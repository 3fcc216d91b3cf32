package org.lowerbound.experiment.statistics;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * A confidence interval.
 *
 * @param low its lower end
 * @param high its upper end
 * @param method how it was made
 */
public record Interval(double low, double high, Method method) {
  /** Checks the order of the ends. */
  public Interval {
    checkArgument(low <= high, "an interval must not end before it starts: %s to %s", low, high);
  }

  /** How an interval is made. */
  public enum Method {
    /** The bootstrap, bias-corrected and accelerated. */
    BCA("bca"),
    /** The bootstrap's percentiles. */
    PERCENTILE("percentile"),
    /** Student's t, for so few values that a bootstrap has nothing to draw from. */
    STUDENT("student-t"),
    /** Student's t with Welch's degrees of freedom, for means that are not paired. */
    WELCH("welch"),
    /** The normal distribution, where the number of values behind an error is not known. */
    NORMAL("normal");

    private final String label;

    Method(String label) {
      this.label = label;
    }

    /** Returns the name that options and files use. */
    public String label() {
      return label;
    }
  }

  /** Returns whether a value is in it, ends included. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}

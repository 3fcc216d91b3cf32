package org.lowerbound.experiment.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What is made of the p values of several tests, so that the chance of a difference where there is
 * none does not grow with their number.
 */
public enum Correction {
  /** The chance of any false difference is held (Holm 1979); never weaker than Bonferroni. */
  HOLM("holm", "Holm's correction"),
  /** The same, each p times the number of tests (Dunn 1961). */
  BONFERRONI("bonferroni", "Bonferroni's correction"),
  /**
   * The expected share of false differences among those found is held (Benjamini and Hochberg
   * 1995).
   */
  BENJAMINI_HOCHBERG(
      "benjamini-hochberg", "Benjamini and Hochberg's correction (false discovery rate)"),
  /** Each test alone. */
  NONE("none", "no correction");

  private final String label;
  private final String title;

  Correction(String label, String title) {
    this.label = label;
    this.title = title;
  }

  /** Returns the name that options and files use. */
  public String label() {
    return label;
  }

  /** Returns what notes call it. */
  public String title() {
    return title;
  }

  /** Returns the correction of a name. */
  public static Optional<Correction> of(String label) {
    return Arrays.stream(values()).filter(c -> c.label.equals(label)).findFirst();
  }

  /**
   * Returns the adjusted p values, in the order given: a test finds a difference at a level if its
   * adjusted p is not above it.
   */
  public double[] adjust(double[] pValues) {
    int count = pValues.length;
    int[] ascending =
        IntStream.range(0, count)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> pValues[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[count];
    switch (this) {
      case HOLM -> {
        double largest = 0;
        for (int i = 0; i < count; i++) {
          largest = Math.max(largest, Math.min(1, (count - i) * pValues[ascending[i]]));
          adjusted[ascending[i]] = largest;
        }
      }
      case BENJAMINI_HOCHBERG -> {
        double smallest = 1;
        for (int i = count - 1; i >= 0; i--) {
          smallest = Math.min(smallest, pValues[ascending[i]] * count / (i + 1));
          adjusted[ascending[i]] = smallest;
        }
      }
      case BONFERRONI -> Arrays.setAll(adjusted, i -> Math.min(1, count * pValues[i]));
      case NONE -> Arrays.setAll(adjusted, i -> pValues[i]);
    }
    return adjusted;
  }
}

package org.lowerbound.experiment.statistics;

import com.google.common.math.Stats;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.statistics.inference.TTest;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;

/** A two-sided test of whether pairs differ, on their differences. */
public enum PairedTest {
  /**
   * Student's t: whether the mean of the differences is 0, which are taken to be normal (Student
   * 1908).
   */
  PAIRED_T("paired-t", "paired t test"),
  /**
   * Wilcoxon's signed ranks: whether the differences lie evenly around 0 (Wilcoxon 1945).
   * Differences of 0 are left out. Exact where no two are equal; else by the normal distribution,
   * with corrections for continuity and ties, but never below the least p that signs can give.
   */
  WILCOXON("wilcoxon", "Wilcoxon signed-rank test");

  /** A spread this much smaller than its mean is the rounding of doubles. */
  private static final double ROUNDING = 1e-12;

  private final String label;
  private final String title;

  PairedTest(String label, String title) {
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

  /** Returns the test of a name. */
  public static Optional<PairedTest> of(String label) {
    return Arrays.stream(values()).filter(test -> test.label.equals(label)).findFirst();
  }

  /**
   * Returns the probability of differences at least so far from 0 where there is nothing to find.
   *
   * <p>None where the test has nothing to go by: fewer than two pairs; for Student's t, differences
   * that are all the same; for Wilcoxon's ranks, differences that are all 0.
   *
   * @param differences one for each pair, all finite
   */
  public OptionalDouble pValue(double[] differences) {
    if (differences.length < 2) {
      return OptionalDouble.empty();
    }
    return switch (this) {
      case PAIRED_T -> studentT(differences);
      case WILCOXON -> wilcoxon(differences);
    };
  }

  /** Returns the least p that so many pairs can give, however far they are apart. */
  public double leastP(int pairs) {
    return switch (this) {
      case PAIRED_T -> 0;
      case WILCOXON -> leastOfSigns(pairs);
    };
  }

  private static OptionalDouble studentT(double[] differences) {
    Stats stats = Stats.of(differences);
    return stats.sampleStandardDeviation() <= ROUNDING * Math.abs(stats.mean())
        ? OptionalDouble.empty()
        : OptionalDouble.of(TTest.withDefaults().test(differences).getPValue());
  }

  private static OptionalDouble wilcoxon(double[] differences) {
    double[] nonzero = Arrays.stream(differences).filter(d -> d != 0).toArray();
    if (nonzero.length == 0) {
      return OptionalDouble.empty();
    }
    double p = WilcoxonSignedRankTest.withDefaults().test(nonzero).getPValue();
    return OptionalDouble.of(Math.max(p, leastOfSigns(nonzero.length)));
  }

  /** Of 2^n ways to give signs to n differences two are the furthest out. */
  private static double leastOfSigns(int pairs) {
    return Math.min(1, Math.scalb(2.0, -pairs));
  }
}

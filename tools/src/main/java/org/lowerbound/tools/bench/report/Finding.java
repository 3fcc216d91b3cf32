package org.lowerbound.tools.bench.report;

/**
 * What was measured for a target.
 *
 * @param target the target
 * @param value the measured value
 */
public record Finding(Target target, double value) {
  /** Returns whether the target is reached. */
  public boolean met() {
    return target.isMetBy(value);
  }

  /** Returns e.g. {@code two jobs over one (two-jobs) is 1.52, but should be at least 1.9}. */
  public String describe() {
    return "%s (%s) is %s, but should be %s %s"
        .formatted(target.title(), target.key(), BenchNumbers.text(value), side(), limit());
  }

  String side() {
    return target.bound() == Target.Bound.AT_LEAST ? "at least" : "at most";
  }

  String limit() {
    return BenchNumbers.text(target.limit());
  }
}

package org.lowerbound.schedule;

import com.google.common.collect.Range;

/**
 * The same value at every step. A configuration writes it as a bare number.
 *
 * @param value the value
 */
public record ConstantSchedule(double value) implements Schedule {
  /** Checks the argument. */
  public ConstantSchedule {
    Checks.checkFinite(value, "value");
  }

  @Override
  public double at(Time time) {
    return value;
  }

  @Override
  public double settlesAfter(long stepsPerEpoch) {
    return 0;
  }

  @Override
  public Range<Double> range() {
    return Range.singleton(value);
  }
}

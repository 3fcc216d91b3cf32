package org.lowerbound.schedule;

import com.google.common.collect.Range;
import java.util.List;

/**
 * Half a cosine wave, flat at both ends, constant afterwards (Loshchilov and Hutter 2017, eq. 5,
 * without restarts).
 *
 * @param from the value of the first step
 * @param to the value once {@code over} has passed
 * @param over the length of the change
 */
public record CosineSchedule(double from, double to, Span over) implements Schedule {
  /** Checks the arguments. */
  public CosineSchedule {
    Checks.checkFinite(from, "from");
    Checks.checkFinite(to, "to");
  }

  @Override
  public double at(Time time) {
    double shape = 0.5 * (1 - Math.cos(Math.PI * Schedule.progress(time, over)));
    return Schedule.between(from, to, shape);
  }

  @Override
  public double settlesAfter(long stepsPerEpoch) {
    return over.toSteps(stepsPerEpoch);
  }

  @Override
  public Range<Double> range() {
    return Range.encloseAll(List.of(from, to));
  }
}

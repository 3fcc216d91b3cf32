package org.lowerbound.schedule;

import com.google.common.collect.Range;
import java.util.List;

/**
 * A straight line, constant afterwards: the usual KL warm-up (Sønderby et al. 2016, section 2.3).
 *
 * @param from the value of the first step
 * @param to the value once {@code over} has passed
 * @param over the length of the change
 */
public record LinearSchedule(double from, double to, Span over) implements Schedule {
  /** Checks the arguments. */
  public LinearSchedule {
    Checks.checkFinite(from, "from");
    Checks.checkFinite(to, "to");
  }

  @Override
  public double at(Time time) {
    return Schedule.between(from, to, Schedule.progress(time, over));
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

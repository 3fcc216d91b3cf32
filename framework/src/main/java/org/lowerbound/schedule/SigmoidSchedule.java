package org.lowerbound.schedule;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.Range;
import java.util.List;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/**
 * A logistic curve, the KL annealing of Bowman et al. (2016, figure 2), scaled so that it starts at
 * {@code from} and ends at {@code to} exactly; constant afterwards.
 *
 * @param from the value of the first step
 * @param to the value once {@code over} has passed
 * @param over the length of the change; the middle of the curve is at its half
 * @param steepness the logistic's slope, in units of 1 / over; 12 covers 0.0025 to 0.9975
 */
public record SigmoidSchedule(
    double from,
    double to,
    Span over,
    @Default("12") @Interval(above = 0, max = 100) double steepness)
    implements Schedule {
  /** Checks the arguments. */
  public SigmoidSchedule {
    Checks.checkFinite(from, "from");
    Checks.checkFinite(to, "to");
    checkArgument(
        steepness > 0 && steepness <= 100,
        "steepness must be above 0 and at most 100 but is %s",
        steepness);
  }

  @Override
  public double at(Time time) {
    // The logistic by tanh: both ends are exact, and a slight steepness does not divide 0 by 0.
    double centred = Math.tanh(steepness * (Schedule.progress(time, over) - 0.5) / 2);
    return Schedule.between(from, to, 0.5 * (1 + centred / Math.tanh(steepness / 4)));
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

package org.lowerbound.schedule;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.spec.Default;

/**
 * A logistic curve, the KL annealing of Bowman et al. (2016, figure 2), scaled so that it starts at
 * {@code from} and ends at {@code to} exactly; constant afterwards.
 *
 * @param from the value of the first step
 * @param to the value once {@code over} has passed
 * @param over the length of the change; the middle of the curve is at its half
 * @param steepness the logistic's slope, in units of 1 / over; 12 covers 0.0025 to 0.9975
 */
public record SigmoidSchedule(double from, double to, Span over, @Default("12") double steepness)
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
    double start = logistic(-steepness / 2);
    double raw = logistic(steepness * (Schedule.progress(time, over) - 0.5));
    return Schedule.between(from, to, (raw - start) / (1 - 2 * start));
  }

  @Override
  public double settlesAfter(long stepsPerEpoch) {
    return over.toSteps(stepsPerEpoch);
  }

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}

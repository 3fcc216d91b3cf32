package org.lowerbound.schedule;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.Range;
import java.util.List;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/**
 * Warm-ups that start again (Fu et al. 2019, eq. 6–7): in each cycle the value rises on a straight
 * line from {@code from} to {@code to}, then stays; after the last cycle it stays for good.
 *
 * @param from the value at the start of each cycle
 * @param to the value at the end of each rise
 * @param period the length of one cycle
 * @param cycles the number of cycles (M in the paper)
 * @param rise the part of a cycle in which the value rises (R in the paper)
 */
public record CyclicalSchedule(
    double from,
    double to,
    Span period,
    @Default("4") @Interval(min = 1) int cycles,
    @Default("0.5") @Interval(above = 0, max = 1) double rise)
    implements Schedule {
  /** Checks the arguments. */
  public CyclicalSchedule {
    Checks.checkFinite(from, "from");
    Checks.checkFinite(to, "to");
    checkArgument(cycles > 0, "cycles must be positive but is %s", cycles);
    checkArgument(rise > 0 && rise <= 1, "rise must be above 0 and at most 1 but is %s", rise);
  }

  @Override
  public double at(Time time) {
    double cyclesPassed = time.step() / period.toSteps(time.stepsPerEpoch());
    if (cyclesPassed >= cycles) {
      return to;
    }
    double phase = cyclesPassed - Math.floor(cyclesPassed);
    return Schedule.between(from, to, Math.min(1, phase / rise));
  }

  @Override
  public double settlesAfter(long stepsPerEpoch) {
    // The last cycle's value is reached when its rise ends.
    return (cycles - 1 + rise) * period.toSteps(stepsPerEpoch);
  }

  @Override
  public Range<Double> range() {
    return Range.encloseAll(List.of(from, to));
  }
}

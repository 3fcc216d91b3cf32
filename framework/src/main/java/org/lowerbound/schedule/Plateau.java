package org.lowerbound.schedule;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.Range;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/**
 * A learning rate that is lowered whenever validation no longer improves: after {@code patience}
 * looks in a row that are no better than the best before them it is multiplied by {@code factor},
 * and the count starts again.
 *
 * @param from the value at the start
 * @param factor what it is multiplied by
 * @param patience how many looks at the validation split without a better one it stays
 * @param least what it does not fall below
 */
public record Plateau(
    @Interval(above = 0) double from,
    @Default("0.5") @Interval(above = 0, below = 1) double factor,
    @Default("5") @Interval(min = 1) int patience,
    @Default("0") @Interval(min = 0) double least)
    implements LearningRate {
  /** Checks the arguments. */
  public Plateau {
    checkArgument(from > 0 && Double.isFinite(from), "from must be positive but is %s", from);
    checkArgument(factor > 0 && factor < 1, "factor must be above 0 and below 1 but is %s", factor);
    checkArgument(patience > 0, "patience must be positive but is %s", patience);
    checkArgument(
        least >= 0 && least < from,
        "least must not be negative, and must be below from, %s, but is %s",
        from,
        least);
  }

  @Override
  public double at(Time time) {
    Looks looks = time.looks();
    double rate = from;
    double best = Double.NEGATIVE_INFINITY;
    int wait = 0;
    for (int i = looks.warmUp(); i < looks.scores().length(); i++) {
      if (looks.scores().get(i) > best) {
        best = looks.scores().get(i);
        wait = 0;
      } else if (++wait == patience) {
        rate = Math.max(least, rate * factor);
        wait = 0;
      }
    }
    return rate;
  }

  @Override
  public Range<Double> range() {
    return Range.closed(least, from);
  }
}

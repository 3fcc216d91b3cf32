package org.lowerbound.picture;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.stream.LongStream;

/**
 * The round numbers of an axis: whole multiples of 1, 2 or 5 times a power of ten.
 *
 * @param step the distance between two
 * @param values in ascending order, all with as many decimals as the step
 */
record Ticks(BigDecimal step, ImmutableList<BigDecimal> values) {
  private static final int[] ROUND = {1, 2, 5, 10};

  /** Steps of larger or smaller powers of ten are written with an exponent. */
  private static final int PLAIN_ABOVE = -5;

  private static final int PLAIN_BELOW = 6;

  /**
   * Returns the ticks of a range.
   *
   * @param most there are at most one more than so many
   */
  static Ticks of(double least, double largest, int most) {
    checkArgument(
        largest > least && Double.isFinite(largest - least) && most > 0,
        "there are no ticks between %s and %s",
        least,
        largest);
    double raw = (largest - least) / most;
    int power = BigDecimal.valueOf(raw).precision() - BigDecimal.valueOf(raw).scale() - 1;
    BigDecimal step = BigDecimal.ONE.scaleByPowerOfTen(power);
    for (int round : ROUND) {
      step = BigDecimal.valueOf(round).scaleByPowerOfTen(power);
      if (step.doubleValue() >= raw) {
        break;
      }
    }
    BigDecimal chosen = step;
    double length = chosen.doubleValue();
    // A bound that is a tick, but for rounding, has one.
    long first = (long) Math.ceil(least / length - 1e-9);
    long last = (long) Math.floor(largest / length + 1e-9);
    return new Ticks(
        chosen,
        LongStream.rangeClosed(first, last)
            .mapToObj(i -> chosen.multiply(BigDecimal.valueOf(i)))
            .collect(ImmutableList.toImmutableList()));
  }

  /** Returns how a value is written: with a sign of its own for minus, and no needless digits. */
  String text(BigDecimal value) {
    int power = step.precision() - step.scale() - 1;
    String digits;
    if (value.signum() == 0) {
      digits = "0";
    } else if (power > PLAIN_ABOVE && power < PLAIN_BELOW) {
      int decimals = Math.max(0, step.stripTrailingZeros().scale());
      digits = value.setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    } else {
      BigDecimal stripped = value.stripTrailingZeros();
      int exponent = stripped.precision() - stripped.scale() - 1;
      digits =
          stripped.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
    }
    return digits.replace('-', '−');
  }
}

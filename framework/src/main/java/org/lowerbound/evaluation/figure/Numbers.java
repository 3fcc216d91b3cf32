package org.lowerbound.evaluation.figure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as headings have them. */
final class Numbers {
  private static final MathContext DIGITS = new MathContext(3, RoundingMode.HALF_EVEN);

  private Numbers() {}

  /** Returns a setting with three digits at the most, without zeros at the end. */
  static String of(double value) {
    return text(new BigDecimal(value).round(DIGITS).stripTrailingZeros());
  }

  /** Returns a measured number, which is finite, with three digits. */
  static String measured(double value) {
    BigDecimal rounded = new BigDecimal(value).round(DIGITS);
    int digitsBeforePoint = rounded.precision() - rounded.scale();
    return rounded.signum() == 0
        ? "0"
        : text(rounded.setScale(Math.max(0, 3 - digitsBeforePoint), RoundingMode.HALF_EVEN));
  }

  private static String text(BigDecimal value) {
    return value.toPlainString().replace('-', '−');
  }
}

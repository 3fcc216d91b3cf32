package org.lowerbound.experiment.result;

import static com.google.common.base.Preconditions.checkArgument;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How a number of a table is written: the only place that rounds.
 *
 * <p>The standard error decides: it is written with two significant digits, and the mean with as
 * many decimals. Without an error (or with one that is zero or not finite) a mean has four
 * significant digits, and an integer all of its own. Numbers from 10^7 and below 10^-4 get a power
 * of ten. Halves are rounded away from zero, in decimal: 0.125 is the number that was written, not
 * its binary neighbor.
 *
 * @param decimals the number of decimals that replaces all of this, if given
 */
public record CellFormat(OptionalInt decimals) {
  /** Digits as the standard error decides. */
  public static final CellFormat DEFAULT = new CellFormat(OptionalInt.empty());

  /** The most decimals that a double may be asked for. */
  public static final int MAX_DECIMALS = 17;

  private static final int ERROR_DIGITS = 2;
  private static final int VALUE_DIGITS = 4;

  /** An error this much smaller than its mean is the rounding of doubles and not a spread. */
  private static final double ROUNDING = 1e-12;

  /** Checks the range. */
  public CellFormat {
    checkArgument(
        decimals.isEmpty() || (decimals.getAsInt() >= 0 && decimals.getAsInt() <= MAX_DECIMALS),
        "the number of decimals must be from 0 to %s but is %s",
        MAX_DECIMALS,
        decimals);
  }

  /** Returns a cell's mean and error. */
  public NumberText cell(Cell cell) {
    return number(cell.mean(), cell.standardError().map(StandardError::value));
  }

  /** Returns a number and its error. */
  public NumberText withError(double value, double error) {
    return number(value, Optional.of(error));
  }

  /** Returns a number of which no error is known. */
  NumberText alone(double value) {
    return number(value, Optional.empty());
  }

  /** Returns a number alone, as fine as if it had an error, if one is given. */
  public NumberText as(double value, OptionalDouble error) {
    NumberText text = number(value, optional(error));
    return new NumberText(text.value(), Optional.empty(), text.exponent());
  }

  /** Returns a difference and its error, if it has one, signed. */
  public NumberText signed(double difference, OptionalDouble error) {
    return signed(number(difference, optional(error)), difference);
  }

  private static Optional<Double> optional(OptionalDouble value) {
    return value.stream().boxed().findFirst();
  }

  /** Returns whether the finite means of two cells are the same number as they are written. */
  boolean showsEqual(Cell a, Cell b) {
    return shown(a).compareTo(shown(b)) == 0;
  }

  private BigDecimal shown(Cell cell) {
    NumberText text = cell(cell);
    return new BigDecimal(text.value()).scaleByPowerOfTen(text.exponent().orElse(0));
  }

  /** Returns a published number with the digits that it was published with. */
  public NumberText published(double value) {
    return NumberText.plain(RowLabel.decimal(BigDecimal.valueOf(value)));
  }

  /**
   * Returns the difference of a cell's mean and a published number, signed, as fine as the mean.
   */
  public NumberText difference(double difference, Cell cell) {
    if (!Double.isFinite(difference) || cell(cell).exponent().isPresent()) {
      return signed(number(difference, Optional.empty()), difference);
    }
    String mean = cell(cell).value();
    int point = mean.indexOf('.');
    int scale = point < 0 ? 0 : mean.length() - point - 1;
    return signed(NumberText.plain(rounded(difference, scale)), difference);
  }

  private static NumberText signed(NumberText text, double difference) {
    boolean positive = difference > 0 && !text.value().matches("[0.]*");
    return positive ? new NumberText("+" + text.value(), text.error(), text.exponent()) : text;
  }

  private NumberText number(double mean, Optional<Double> error) {
    if (!Double.isFinite(mean)) {
      return NumberText.plain(notFinite(mean));
    }
    Optional<Double> spread =
        error.filter(e -> Double.isFinite(e) && e > Math.abs(mean) * ROUNDING);
    int exponent = exponent(Math.max(Math.abs(mean), spread.orElse(0.0)));
    boolean scientific = decimals.isEmpty() && (exponent < -4 || exponent >= 7);
    int shift = scientific ? exponent : 0;
    int scale = decimals.orElseGet(() -> scale(mean, spread, shift));
    return new NumberText(
        shifted(mean, shift, scale),
        error.map(
            e ->
                !Double.isFinite(e)
                    ? notFinite(e)
                    : spread.isEmpty() && decimals.isEmpty() ? "0" : shifted(e, shift, scale)),
        scientific ? OptionalInt.of(shift) : OptionalInt.empty());
  }

  /** Returns how many decimals a mean times 10^-shift has. */
  private static int scale(double mean, Optional<Double> spread, int shift) {
    if (spread.isPresent()) {
      // Round first: 0.0996 becomes 0.10, whose second digit is in the second decimal.
      BigDecimal error =
          decimal(spread.get()).round(new MathContext(ERROR_DIGITS, RoundingMode.HALF_UP));
      return ERROR_DIGITS - 1 - exponentOf(error) + shift;
    }
    BigDecimal value = decimal(mean).movePointLeft(shift);
    if (shift == 0 && value.stripTrailingZeros().scale() <= 0) {
      return 0;
    }
    BigDecimal rounded = value.round(new MathContext(VALUE_DIGITS, RoundingMode.HALF_UP));
    return Math.max(0, VALUE_DIGITS - 1 - exponentOf(rounded));
  }

  private static String shifted(double value, int shift, int scale) {
    return rounded(decimal(value).movePointLeft(shift), scale);
  }

  private static String rounded(double value, int scale) {
    return rounded(decimal(value), scale);
  }

  private static String rounded(BigDecimal value, int scale) {
    return value.setScale(scale, RoundingMode.HALF_UP).toPlainString();
  }

  /** The shortest decimal that is this double, so that 9.995 is what a reader takes it for. */
  private static BigDecimal decimal(double value) {
    return BigDecimal.valueOf(value);
  }

  private static int exponent(double value) {
    return value == 0 ? 0 : exponentOf(decimal(value));
  }

  /** Returns the power of ten of the first digit. */
  private static int exponentOf(BigDecimal value) {
    return value.precision() - value.scale() - 1;
  }

  private static String notFinite(double value) {
    return Double.isNaN(value) ? "NaN" : value > 0 ? "inf" : "-inf";
  }
}

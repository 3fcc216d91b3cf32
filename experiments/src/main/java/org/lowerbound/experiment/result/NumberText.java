package org.lowerbound.experiment.result;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A number as text, in parts that each kind of table puts together its own way.
 *
 * @param value digits with sign, or {@code NaN}, {@code inf}, {@code -inf}
 * @param error the digits of the standard error, or {@code NaN} or {@code inf}
 * @param exponent the power of ten that both are to be multiplied with
 */
public record NumberText(String value, Optional<String> error, OptionalInt exponent) {
  /** Returns text without error and exponent. */
  static NumberText plain(String value) {
    return new NumberText(value, Optional.empty(), OptionalInt.empty());
  }

  /** Returns e.g. {@code 85.54 ± 0.12} or {@code (1.50 ± 0.12)e-8}. */
  public String joined(String plusMinus) {
    String digits = error.map(e -> value + " " + plusMinus + " " + e).orElse(value);
    if (exponent.isEmpty()) {
      return digits;
    }
    return (error.isPresent() ? "(" + digits + ")" : digits) + "e" + exponent.getAsInt();
  }
}

package org.lowerbound.experiment.config;

import com.google.common.base.Ascii;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells a text that was meant to be a number, but is none in JSON: {@code .001}, {@code 0x10}. */
public final class Numerals {
  private static final Pattern JSON = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d[\\d_]*\\.?\\d*|\\.\\d+)([eE][+-]?\\d*)?[dfDF]?");
  private static final Pattern COMMA = Pattern.compile("[+-]?\\d+,\\d+([eE][+-]?\\d+)?");
  private static final Pattern HEXADECIMAL = Pattern.compile("[+-]?0[xX][0-9a-fA-F]+");
  private static final Pattern NOT_FINITE = Pattern.compile("[+-]?(nan|inf|infinity)");
  private static final int LONGEST = 40;

  private Numerals() {}

  /** Returns what is wrong with a text that was meant to be a number; empty for any other text. */
  public static Optional<String> problem(String text) {
    if (text.length() > LONGEST || JSON.matcher(text).matches()) {
      return Optional.empty();
    } else if (NOT_FINITE.matcher(Ascii.toLowerCase(text)).matches()) {
      return Optional.of("'%s' is not a number that JSON has; write a finite one".formatted(text));
    } else if (HEXADECIMAL.matcher(text).matches()) {
      return notANumber(text, Optional.of(Long.toString(hexadecimal(text))));
    } else if (COMMA.matcher(text).matches()) {
      return notANumber(text, decimal(text.replace(',', '.')));
    } else if (DECIMAL.matcher(text).matches()) {
      return notANumber(text, decimal(text.replaceAll("[_dfDF]", "")));
    }
    return Optional.empty();
  }

  private static Optional<String> notANumber(String text, Optional<String> meant) {
    return Optional.of(
        "'%s' is not a number; write %s"
            .formatted(text, meant.orElse("one such as 0.001 or 1e-3")));
  }

  private static Optional<String> decimal(String text) {
    try {
      BigDecimal number = new BigDecimal(text);
      return Optional.of(
          text.contains("e") || text.contains("E") || number.scale() < 0
              ? number.toString()
              : number.toPlainString());
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static long hexadecimal(String text) {
    String digits = text.replaceFirst("0[xX]", "");
    return digits.length() <= 15 ? Long.parseLong(digits, 16) : Long.MAX_VALUE;
  }
}

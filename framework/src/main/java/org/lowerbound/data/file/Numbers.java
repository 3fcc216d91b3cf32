package org.lowerbound.data.file;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.Doubles;
import java.util.Optional;

/** Numbers as tables have them: in decimal, finite. */
final class Numbers {
  /** How tables say that there is no value. */
  private static final ImmutableSet<String> MISSING =
      ImmutableSet.of("", "?", "na", "n/a", "nan", "null", "none");

  private Numbers() {}

  /** Returns the number that a text is, if it is one. */
  static Optional<Double> parse(String text) {
    // Java's own syntax has more: 1f, 0x1p3, Infinity.
    if (text.isEmpty() || !endsInDigitOrPoint(text) || text.indexOf('x') >= 0) {
      return Optional.empty();
    }
    return Optional.ofNullable(Doubles.tryParse(text)).filter(Double::isFinite);
  }

  private static boolean endsInDigitOrPoint(String text) {
    char last = text.charAt(text.length() - 1);
    return last == '.' || (last >= '0' && last <= '9');
  }

  /** Returns whether a text stands for no value. */
  static boolean isMissing(String text) {
    return MISSING.contains(Ascii.toLowerCase(text));
  }
}

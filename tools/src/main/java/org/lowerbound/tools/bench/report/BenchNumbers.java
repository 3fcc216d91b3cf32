package org.lowerbound.tools.bench.report;

import java.util.Locale;

/** Numbers for people: three digits, more only before the point. */
public final class BenchNumbers {
  private BenchNumbers() {}

  /** Returns a number as tables show it, e.g. {@code 31,500}, {@code 7.30}, {@code 0.046}. */
  public static String text(double value) {
    double size = Math.abs(value);
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    int decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3;
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}

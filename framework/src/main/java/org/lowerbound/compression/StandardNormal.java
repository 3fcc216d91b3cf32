package org.lowerbound.compression;

/**
 * The distribution function of N(0, 1) to fifteen digits, with {@link StrictMath} alone: a rational
 * function of Hart (1968, algorithm 5666), and a continued fraction in the tail, as West (2005,
 * "Better approximations to cumulative normal functions") puts them together.
 */
final class StandardNormal {
  private static final double TAIL = 7.07106781186547;
  private static final double ROOT_TWO_PI = 2.5066282746310002;

  private static final double[] NUMERATOR = {
    3.52624965998911e-2,
    0.700383064443688,
    6.37396220353165,
    33.912866078383,
    112.079291497871,
    221.213596169931,
    220.206867912376
  };

  private static final double[] DENOMINATOR = {
    8.83883476483184e-2,
    1.75566716318264,
    16.064177579207,
    86.7807322029461,
    296.564248779674,
    637.333633378831,
    793.826512519948,
    440.413735824752
  };

  private StandardNormal() {}

  /** Returns P(Z &lt; z). */
  static double below(double z) {
    double size = Math.abs(z);
    double exponential = StrictMath.exp(-0.5 * size * size);
    double tail;
    if (size < TAIL) {
      tail = exponential * polynomial(NUMERATOR, size) / polynomial(DENOMINATOR, size);
    } else {
      double fraction = size + 0.65;
      for (int i = 4; i >= 1; i--) {
        fraction = size + i / fraction;
      }
      tail = exponential / fraction / ROOT_TWO_PI;
    }
    return z > 0 ? 1 - tail : tail;
  }

  private static double polynomial(double[] coefficients, double x) {
    double value = 0;
    for (double coefficient : coefficients) {
      value = value * x + coefficient;
    }
    return value;
  }
}

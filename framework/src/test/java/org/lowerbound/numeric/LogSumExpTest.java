package org.lowerbound.numeric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class LogSumExpTest {
  private static double of(double... values) {
    LogSumExp sum = new LogSumExp();
    for (double value : values) {
      sum.add(value);
    }
    return sum.value();
  }

  @Test
  void agreesWithItsDefinitionInAnyOrder() {
    double expected = Math.log(Math.exp(1) + Math.exp(2) + Math.exp(-3));
    assertEquals(expected, of(1, 2, -3), 1e-14);
    assertEquals(expected, of(2, 1, -3), 1e-14);
    assertEquals(expected, of(-3, 1, 2), 1e-14);
  }

  @Test
  void doesNotOverflowOrUnderflow() {
    assertEquals(1e5 + Math.log(2), of(1e5, 1e5), 1e-9);
    assertEquals(-1e5 + Math.log(2), of(-1e5, -1e5), 1e-9);
    assertEquals(1e5, of(-1e5, 1e5), 0);
    assertEquals(1e5, of(1e5, -1e5), 0);
  }

  @Test
  void minusInfinityAddsNothing() {
    double none = Double.NEGATIVE_INFINITY;
    assertEquals(none, of());
    assertEquals(none, of(none, none));
    assertEquals(3, of(none, 3));
    assertEquals(3, of(3, none));
  }

  @Test
  void infinityStays() {
    double infinite = Double.POSITIVE_INFINITY;
    assertEquals(infinite, of(1, infinite, 2));
    assertEquals(infinite, of(infinite, infinite));
  }

  @Test
  void aNaNIsNotHidden() {
    assertEquals(Double.NaN, of(1, Double.NaN, 2));
    assertEquals(Double.NaN, of(Double.NaN, 1, 2));
    assertEquals(Double.NaN, of(1, 2, Double.NaN));
  }

  @Test
  void theLargestHasItsShare() {
    LogSumExp sum = new LogSumExp();
    for (double value : new double[] {-1000, 700, 700 + Math.log(3), -1000}) {
      sum.add(value);
    }
    assertEquals(0.75, sum.largestShare(), 1e-12); // Of e^700 and three times that.
    LogSumExp nothing = new LogSumExp();
    nothing.add(Double.NaN);
    assertTrue(Double.isNaN(nothing.largestShare()));
  }
}

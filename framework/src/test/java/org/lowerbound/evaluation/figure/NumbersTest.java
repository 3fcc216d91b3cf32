package org.lowerbound.evaluation.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class NumbersTest {
  @Test
  void settingsHaveNoZerosAtTheEnd() {
    assertEquals("−2.5", Numbers.of(-2.5));
    assertEquals("0.333", Numbers.of(1 / 3.0));
    assertEquals("0", Numbers.of(0));
    assertEquals("100", Numbers.of(100));
    assertEquals("12300", Numbers.of(12345));
  }

  @Test
  void measuredNumbersHaveThreeDigits() {
    assertEquals("2.00", Numbers.measured(2));
    assertEquals("−116", Numbers.measured(-116.35));
    assertEquals("0.0470", Numbers.measured(0.047));
    assertEquals("10.0", Numbers.measured(9.999));
    assertEquals("12300", Numbers.measured(12345));
    assertEquals("0", Numbers.measured(0));
  }
}

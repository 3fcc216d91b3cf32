package org.lowerbound.tools.tutorial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import org.junit.jupiter.api.Test;

class SourcedNumbersTest {
  private static ImmutableList<String> strangers(String source, String prose) {
    SourcedNumbers numbers = new SourcedNumbers();
    numbers.add(source);
    return numbers.strangers(prose);
  }

  @Test
  void takesNumbersOfASourceAndTheirRoundings() {
    assertEquals(ImmutableList.of(), strangers("| -12.345 ± 0.067 |", "12.345, −12.3, 0.07."));
    assertEquals(
        ImmutableList.of("12.4", "12.3451"), strangers("12.345", "about 12.4, to the dot 12.3451"));
  }

  @Test
  void leavesWholeNumbersAndVersionsAlone() {
    assertEquals(ImmutableList.of(), strangers("", "In 2014, with 50 draws of version 2.18.0"));
  }

  @Test
  void checksArithmetic() {
    assertEquals(ImmutableList.of(), strangers("3.5 0.5", "3.5 − 0.5 = 3.0, and 3.5 / 0.5 = 7.00"));
    assertEquals(
        ImmutableList.of("3.5 − 0.5 = 2.9", "2.9"), strangers("3.5 0.5", "3.5 − 0.5 = 2.9"));
    assertEquals(ImmutableList.of("1.5"), strangers("3.5", "3.5 − 1.5 = 2.0"));
    assertEquals(ImmutableList.of(), strangers("", "½ log 17 = 1.417"));
    assertEquals(ImmutableList.of("½ log 17 = 1.5", "1.5"), strangers("", "½ log 17 = 1.5"));
  }
}

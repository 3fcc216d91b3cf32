package org.lowerbound.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.primitives.ImmutableDoubleArray;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class KlHistoryTest {
  private static final KlHistory HISTORY =
      KlHistory.NONE
          .with(2, ImmutableDoubleArray.of(0.5, 0.001, 0.001))
          .with(4, ImmutableDoubleArray.of(0.001, 0.001, 0.2))
          .with(6, ImmutableDoubleArray.of(0.002, 0.001, 0.01));

  @Test
  void aUnitIsBelowSinceItWasLastAbove() {
    assertEquals(OptionalLong.of(4), HISTORY.belowSince(0, 0.01));
    assertEquals(OptionalLong.of(2), HISTORY.belowSince(1, 0.01), "the first look");
    assertEquals(OptionalLong.empty(), HISTORY.belowSince(2, 0.01), "a threshold is not below it");
    assertEquals(OptionalLong.of(6), HISTORY.belowSince(2, 0.02));
    assertEquals(OptionalLong.empty(), KlHistory.NONE.belowSince(0, 1));
  }

  @Test
  void aHistoryCanEndEarlier() {
    assertEquals(1, HISTORY.until(3).looks().size());
    assertEquals(HISTORY, HISTORY.until(6));
    assertEquals(3, HISTORY.units());
    assertEquals(0, KlHistory.NONE.units());
  }

  @Test
  void looksAreInOrderAndOfTheSameUnits() {
    assertThrows(
        IllegalArgumentException.class, () -> HISTORY.with(6, ImmutableDoubleArray.of(0, 0, 0)));
    assertThrows(
        IllegalArgumentException.class, () -> HISTORY.with(7, ImmutableDoubleArray.of(0, 0)));
  }
}

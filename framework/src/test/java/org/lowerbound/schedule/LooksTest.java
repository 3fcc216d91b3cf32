package org.lowerbound.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.primitives.ImmutableDoubleArray;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class LooksTest {
  private static Looks looks(int warmUp, double... scores) {
    return new Looks(ImmutableDoubleArray.copyOf(scores), warmUp);
  }

  private static void assertRejected(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }

  @Test
  void theBestIsTheFirstOfEqualsAfterTheWarmUp() {
    assertEquals(OptionalInt.of(1), looks(0, -3, -1, -2, -1).best());
    assertEquals(OptionalInt.of(3), looks(2, -3, -1, -2, -1).best());
    assertEquals(OptionalInt.empty(), looks(2, -3, -1).best());
    assertEquals(OptionalInt.empty(), Looks.NONE.best());
    assertEquals(OptionalInt.of(0), Looks.NONE.with(-7).best());
  }

  @Test
  void waitsAreCountedFromTheBestBefore() {
    assertEquals(0, Looks.NONE.longestWait());
    assertEquals(0, looks(0, 1, 2, 3).longestWait());
    assertEquals(2, looks(0, 1, 0, 1, 2, 1).longestWait());
    assertEquals(3, looks(0, 1, 0, 2, 1, 2, 0).longestWait());
    assertEquals(1, looks(3, 9, 9, 9, 1, 0, 2).longestWait());
  }

  @Test
  void patienceIsOverAtTheFirstWaitThatIsLongEnough() {
    Looks looks = looks(0, 1, 0, 2, 1, 2, 0);
    assertEquals(OptionalInt.of(1), looks.firstWaitOf(1));
    assertEquals(OptionalInt.of(4), looks.firstWaitOf(2));
    assertEquals(OptionalInt.of(5), looks.firstWaitOf(3));
    assertEquals(OptionalInt.empty(), looks.firstWaitOf(4));
    assertEquals(OptionalInt.of(4), looks(3, 9, 9, 9, 1, 0, 2).firstWaitOf(1));
  }

  @Test
  void aPlateauLowersTheRateAfterEachWait() {
    Plateau plateau = new Plateau(0.8, 0.5, 2, 0.15);
    assertEquals(0.8, rate(plateau, Looks.NONE));
    assertEquals(0.8, rate(plateau, looks(0, 1, 0)));
    assertEquals(0.4, rate(plateau, looks(0, 1, 0, 1)));
    assertEquals(0.4, rate(plateau, looks(0, 1, 0, 1, 0))); // The count starts again,
    assertEquals(0.2, rate(plateau, looks(0, 1, 0, 1, 0, 1)));
    assertEquals(0.4, rate(plateau, looks(0, 1, 0, 1, 0, 2, 1))); // or a better look stops it.
    assertEquals(0.15, rate(plateau, looks(0, 1, 0, 0, 0, 0, 0, 0, 0, 0)));
    assertEquals(0.8, rate(plateau, looks(3, 3, 2, 1, 0, -1)), "of the warm-up nothing counts");
  }

  private static double rate(Plateau plateau, Looks looks) {
    return plateau.at(new Time(900, 50, 900, looks));
  }

  @Test
  void badArgumentsAreNamed() {
    assertRejected("a score must be finite but is NaN", () -> Looks.NONE.with(Double.NaN));
    assertRejected("warmUp must not be negative but is -1", () -> looks(-1));
    assertRejected("from must be positive but is 0.0", () -> new Plateau(0, 0.5, 1, 0));
    assertRejected("factor must be above 0 and below 1 but is 1.0", () -> new Plateau(1, 1, 1, 0));
    assertRejected("patience must be positive but is 0", () -> new Plateau(1, 0.5, 0, 0));
    assertRejected(
        "least must not be negative, and must be below from, 1.0, but is 2.0",
        () -> new Plateau(1, 0.5, 1, 2));
    assertTrue(new Plateau(1, 0.5, 1, 0).range().contains(0.5));
  }
}

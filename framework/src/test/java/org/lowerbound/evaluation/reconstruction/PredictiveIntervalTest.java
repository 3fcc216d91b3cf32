package org.lowerbound.evaluation.reconstruction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.lowerbound.random.RandomStream;
import org.lowerbound.testing.MonteCarlo;

final class PredictiveIntervalTest {
  @Test
  void theIntervalsOfSomeLevelsByHand() {
    assertEquals(new PredictiveInterval(99, 5), PredictiveInterval.of(99, 0.9));
    assertEquals(0.9, PredictiveInterval.of(99, 0.9).level(), 1e-12);
    assertEquals(new PredictiveInterval(19, 1), PredictiveInterval.of(19, 0.9));
    assertEquals(new PredictiveInterval(3, 1), PredictiveInterval.of(3, 0.5));
    // The next one above: of 30 draws 29/31 and not 27/31.
    assertEquals(29 / 31.0, PredictiveInterval.of(30, 0.9).level(), 1e-12);
    PredictiveInterval second = new PredictiveInterval(5, 2);
    assertTrue(second.holds(2, 3));
    assertFalse(second.holds(1, 4));
    assertFalse(second.holds(5, 0));
  }

  @Test
  void tooFewDrawsAreRefused() {
    assertEquals(
        "draws is 18: too few for an interval of level 0.9; 19 or more work",
        assertThrows(IllegalArgumentException.class, () -> PredictiveInterval.of(18, 0.9))
            .getMessage());
  }

  @Test
  void aFurtherDrawLiesInItWithItsProbability() {
    RandomStream stream = new RandomStream(1, "draws");
    PredictiveInterval interval = PredictiveInterval.of(20, 0.7);
    double[] held = new double[4000];
    for (int i = 0; i < held.length; i++) {
      double x = Math.exp(stream.nextGaussian());
      int above = 0;
      for (int k = 0; k < 20; k++) {
        above += Math.exp(stream.nextGaussian()) > x ? 1 : 0;
      }
      held[i] = interval.holds(20 - above, above) ? 1 : 0;
    }
    MonteCarlo.of(held).assertExpectation(interval.level(), "coverage");
  }
}

package org.lowerbound.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WeightTailsTest {
  private static Caveats of(WeightTails tails) {
    return Estimate.exact(1, 1).ofWeights(tails).caveats();
  }

  @Test
  void ofAMeanAllExamplesCount() {
    Caveats mean =
        Caveats.ofMean(
            List.of(
                of(new WeightTails(1, 10, 0.5, 4)), // Of a smaller split.
                of(new WeightTails(20, 90, 0.7, 14)),
                Caveats.NONE)); // Of a file that does not know.
    assertEquals(Optional.of(new WeightTails(21, 100, 0.7, 13)), mean.weightTails());
    assertEquals(Optional.empty(), Caveats.ofMean(List.of(Caveats.NONE)).weightTails());
  }

  @Test
  void manyAreMoreThanOneInTwenty() {
    assertFalse(new WeightTails(5, 100, 0.7, 1).areMany());
    assertTrue(new WeightTails(6, 100, 0.7, 1).areMany());
  }

  @Test
  void theRestOfTheCaveatsStays() {
    Estimate estimate =
        Estimate.meanOf(new double[] {1, 2, 3})
            .by(new Chance(1, 2))
            .ofWeights(0.75)
            .ofWeights(new WeightTails(1, 3, 0.7, 2));
    assertEquals(0.75, estimate.caveats().largestWeight().orElseThrow());
    assertEquals(Optional.of(new Chance(1, 2)), estimate.caveats().chance());
    assertEquals(
        Optional.of(new WeightTails(1, 3, 0.7, 2)),
        estimate.by(new Chance(3, 4)).ofWeights(0.9).caveats().weightTails());
  }

  @Test
  void badCountsAreNamed() {
    assertThrows(IllegalArgumentException.class, () -> new WeightTails(0, 0, 0.7, 1));
    assertEquals(
        "heavy must be one of 0 to 3 examples but is 4",
        assertThrows(IllegalArgumentException.class, () -> new WeightTails(4, 3, 0.7, 1))
            .getMessage());
  }
}

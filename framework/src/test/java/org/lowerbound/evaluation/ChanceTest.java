package org.lowerbound.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.lowerbound.evaluation.Column.Better;

final class ChanceTest {
  @Test
  void itIsMeanAndDeviationOfFiguresByChance() {
    Chance chance = Chance.of(new double[] {1, 2, 3, 6});
    assertEquals(3, chance.mean());
    assertEquals(Math.sqrt(14.0 / 3), chance.standardDeviation(), 1e-15);
  }

  @Test
  void itExplainsWhatIsNoBetterByTwoDeviations() {
    Chance chance = new Chance(0.5, 0.125);
    assertTrue(chance.explains(0.75, Better.HIGHER));
    assertTrue(chance.explains(0.1, Better.HIGHER), "nor what is worse");
    assertFalse(chance.explains(0.76, Better.HIGHER));
    assertTrue(chance.explains(0.25, Better.LOWER));
    assertFalse(chance.explains(0.24, Better.LOWER));
    assertFalse(chance.explains(0.24, Better.NEITHER));
    assertFalse(chance.explains(Double.NaN, Better.HIGHER));
  }

  @Test
  void theMeanOfTrialsVariesLess() {
    Chance mean =
        Chance.ofMean(
            ImmutableList.of(
                new Chance(1, 3), new Chance(2, 4), new Chance(3, 0), new Chance(2, 0)));
    assertEquals(new Chance(2, 5.0 / 4), mean);
  }

  @Test
  void aMeanOfFiguresHasTheWorstOfTheirCaveats() {
    Caveats one =
        new Caveats(
            Optional.of(new Chance(1, 0)),
            Optional.of(new Dominance(2, 0.75)),
            OptionalDouble.of(0.875));
    Caveats other =
        new Caveats(
            Optional.empty(), Optional.of(new Dominance(1, 0.625)), OptionalDouble.of(0.75));
    assertEquals(one, Caveats.ofMean(ImmutableList.of(one)));
    assertEquals(
        new Caveats(
            Optional.empty(), Optional.of(new Dominance(2, 0.75)), OptionalDouble.of(0.875)),
        Caveats.ofMean(ImmutableList.of(other, one)));
    assertEquals(Caveats.NONE, Caveats.ofMean(ImmutableList.of(Caveats.NONE, Caveats.NONE)));
  }

  @Test
  void aMeanOfNumbersHasTheMeanOfWhatTheyAreAtBest() {
    Caveats one = Estimate.exact(1, 5).ofIdeal(0.5).caveats();
    Caveats other = Estimate.exact(1, 5).ofIdeal(0.75).by(new Chance(1, 2)).caveats();
    assertEquals(0.625, Caveats.ofMean(ImmutableList.of(one, other)).ideal().orElseThrow());
    assertEquals(
        OptionalDouble.empty(), Caveats.ofMean(ImmutableList.of(one, Caveats.NONE)).ideal());
    assertEquals(0.5, one.with(new Chance(1, 2)).withLargestWeight(0.75).ideal().orElseThrow());
  }
}

package org.lowerbound.experiment.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lowerbound.experiment.result.Samples.estimate;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lowerbound.evaluation.Caveats;
import org.lowerbound.experiment.result.StandardError.Over;

class CellTest {
  @Test
  void severalTrialsHaveTheErrorOfTheirMean() {
    // By hand: mean 7/3, sample variance (16 + 1 + 25) / 9 / 2 = 7/3, error sqrt(7/3 / 3).
    Cell cell = Cell.of(ImmutableList.of(estimate(1, 9), estimate(2, 9), estimate(4, 9)));
    assertEquals(7.0 / 3, cell.mean(), 1e-15);
    assertEquals(Math.sqrt(7) / 3, cell.standardError().orElseThrow().value(), 1e-15);
    assertEquals(Over.TRIALS, cell.standardError().orElseThrow().over());
    assertEquals(3, cell.n());
    assertEquals(ImmutableList.of(1.0, 2.0, 4.0), cell.values());
  }

  @Test
  void aSpreadSmallAgainstTheMeanIsNotLost() {
    // By hand: sample sd 1, error 1/sqrt(3). Sums of squares in doubles would give 0 or worse.
    Cell cell = Cell.of(ImmutableList.of(estimate(1e9 + 1), estimate(1e9 + 2), estimate(1e9 + 3)));
    assertEquals(1e9 + 2, cell.mean());
    assertEquals(1 / Math.sqrt(3), cell.standardError().orElseThrow().value(), 1e-12);
  }

  @Test
  void equalValuesHaveNoError() {
    // 0.1 + 0.1 + 0.1 is not 0.3 in doubles: a plain sum would give an error of 1e-17.
    Cell cell = Cell.of(ImmutableList.of(estimate(0.1), estimate(0.1), estimate(0.1)));
    assertEquals(0.1, cell.mean());
    assertEquals(0.0, cell.standardError().orElseThrow().value());
  }

  @Test
  void oneTrialHasItsOwnErrorOverExamples() {
    Cell cell = Cell.of(ImmutableList.of(estimate(85.5, 0.25)));
    assertEquals(85.5, cell.mean());
    assertEquals(Optional.of(new StandardError(0.25, Over.EXAMPLES)), cell.standardError());
    assertEquals(1, cell.n());
    assertEquals(Optional.empty(), Cell.of(ImmutableList.of(estimate(12))).standardError());
  }

  @Test
  void aMetricThatIsNotFiniteSpoilsTheMean() {
    Cell cell = Cell.of(ImmutableList.of(estimate(1), estimate(Double.NaN)));
    assertTrue(Double.isNaN(cell.mean()));
    assertTrue(Double.isNaN(cell.standardError().orElseThrow().value()));
  }

  @Test
  void refusesAnErrorOverTrialsOfOneTrial() {
    Optional<StandardError> error = Optional.of(new StandardError(1, Over.TRIALS));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Cell(1, error, ImmutableList.of(1.0), Caveats.NONE));
  }
}

package org.lowerbound.evaluation.annealed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TemperatureScheduleTest {
  @ParameterizedTest
  @EnumSource
  void temperaturesRiseFromZeroToOneAndAreSymmetric(TemperatureSchedule schedule) {
    double[] betas = schedule.temperatures(100);
    assertEquals(101, betas.length);
    assertEquals(0, betas[0], 0);
    assertEquals(1, betas[100], 0);
    for (int t = 0; t < 100; t++) {
      assertTrue(betas[t + 1] > betas[t], "at " + t);
      assertEquals(1, betas[t] + betas[100 - t], 1e-15);
    }
  }

  @Test
  void theLinearOneIsEven() {
    assertArrayEquals(
        new double[] {0, 0.25, 0.5, 0.75, 1}, TemperatureSchedule.LINEAR.temperatures(4), 0);
  }

  @Test
  void theSigmoidalOneIsDenseAtItsEnds() {
    // (sigmoid(-2) - sigmoid(-4)) / (sigmoid(4) - sigmoid(-4)), by SciPy's expit.
    assertArrayEquals(
        new double[] {0, 0.10499358540350652, 0.5, 0.8950064145964935, 1},
        TemperatureSchedule.SIGMOIDAL.temperatures(4),
        1e-15);
  }

  @Test
  void oneStepLeadsStraightThere() {
    assertArrayEquals(new double[] {0, 1}, TemperatureSchedule.SIGMOIDAL.temperatures(1), 0);
    assertThrows(IllegalArgumentException.class, () -> TemperatureSchedule.LINEAR.temperatures(0));
  }
}

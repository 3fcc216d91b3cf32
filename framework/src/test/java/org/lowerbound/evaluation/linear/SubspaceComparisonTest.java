package org.lowerbound.evaluation.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class SubspaceComparisonTest {
  private static final double[][] COVARIANCE = {
    {5, 0, 0, 0}, {0, 3, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 0.5}
  };

  @Test
  void anyBasisOfTheLeadingSpaceIsAtNoAngle() {
    double[][] columns = {{2, -1}, {0.3, 4}, {0, 0}, {0, 0}};
    SubspaceComparison found = SubspaceComparison.of(columns, COVARIANCE);
    assertEquals(0, found.angle(), 1e-12);
    assertEquals(1, found.explained(), 1e-12);
  }

  @Test
  void aDirectionThatIsTurnedIsAtItsAngle() {
    for (double angle : new double[] {1e-6, 0.3, 1.2}) {
      // The second direction is turned towards the third; the columns are mixed besides.
      double[] turned = {0, Math.cos(angle), Math.sin(angle), 0};
      double[][] columns = new double[4][2];
      for (int i = 0; i < 4; i++) {
        columns[i][0] = (i == 0 ? 1 : 0) + 0.7 * turned[i];
        columns[i][1] = (i == 0 ? 2 : 0) - turned[i];
      }
      SubspaceComparison found = SubspaceComparison.of(columns, COVARIANCE);
      assertEquals(angle, found.angle(), 1e-12);
      double held = 5 + 3 * Math.cos(angle) * Math.cos(angle) + Math.sin(angle) * Math.sin(angle);
      assertEquals(held / 8, found.explained(), 1e-12);
    }
  }

  @Test
  void columnsThatDependOnEachOtherMissADirection() {
    double[][] columns = {{1, -2}, {0, 0}, {0, 0}, {0, 0}};
    SubspaceComparison found = SubspaceComparison.of(columns, COVARIANCE);
    assertEquals(Math.PI / 2, found.angle(), 1e-12);
    assertEquals(5.0 / 8, found.explained(), 1e-12);
  }
}

package org.lowerbound.evaluation.annealed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class LeapfrogTest {
  private static final double BETA = 0.7;

  /** A density on the plane whose coordinates depend on each other, far from normal. */
  private static final PathDensity BENT =
      points -> {
        int n = points.length / 2;
        PathTerms terms =
            new PathTerms(new double[n], new double[n], new double[2 * n], new double[2 * n]);
        for (int i = 0; i < n; i++) {
          double x = points[2 * i];
          double y = points[2 * i + 1];
          double bent = y - x * x;
          terms.logBase()[i] = -0.5 * (x * x + y * y);
          terms.baseGradient()[2 * i] = -x;
          terms.baseGradient()[2 * i + 1] = -y;
          terms.logRatio()[i] = -2 * bent * bent + Math.sin(3 * x);
          terms.ratioGradient()[2 * i] = 8 * bent * x + 3 * Math.cos(3 * x);
          terms.ratioGradient()[2 * i + 1] = -4 * bent;
        }
        return terms;
      };

  private static Leapfrog.State at(double... pointAndMomentum) {
    double[] point = Arrays.copyOfRange(pointAndMomentum, 0, 2);
    return new Leapfrog.State(
        point, Arrays.copyOfRange(pointAndMomentum, 2, 4), BENT.at(point), new boolean[1]);
  }

  private static double[] move(double size, double... pointAndMomentum) {
    Leapfrog.State to = new Leapfrog(BENT, BETA, 5).move(at(pointAndMomentum), new double[] {size});
    return new double[] {to.points()[0], to.points()[1], to.momenta()[0], to.momenta()[1]};
  }

  @Test
  void withTheMomentumTurnedRoundItLeadsBack() {
    double[] there = move(0.2, 0.4, -0.3, 1.1, 0.6);
    double[] back = move(0.2, there[0], there[1], -there[2], -there[3]);
    // Ten steps of rounding, which a chaotic flow multiplies a little.
    assertArrayEquals(new double[] {0.4, -0.3, -1.1, -0.6}, back, 1e-12);
  }

  @Test
  void itKeepsVolume() {
    double[] start = {0.4, -0.3, 1.1, 0.6};
    double h = 1e-5;
    double[][] jacobian = new double[4][4];
    for (int column = 0; column < 4; column++) {
      double[] up = start.clone();
      double[] down = start.clone();
      up[column] += h;
      down[column] -= h;
      double[] above = move(0.2, up);
      double[] below = move(0.2, down);
      for (int row = 0; row < 4; row++) {
        jacobian[row][column] = (above[row] - below[row]) / (2 * h);
      }
    }
    assertTrue(Math.abs(jacobian[0][0] - 1) > 0.1, "a map that does something");
    assertEquals(1, determinant(jacobian), 1e-7); // Third derivatives times h².
  }

  private static double determinant(double[][] matrix) {
    double determinant = 1;
    int n = matrix.length;
    for (int k = 0; k < n; k++) {
      determinant *= matrix[k][k];
      for (int i = k + 1; i < n; i++) {
        double factor = matrix[i][k] / matrix[k][k];
        for (int j = k; j < n; j++) {
          matrix[i][j] -= factor * matrix[k][j];
        }
      }
    }
    return determinant;
  }

  @Test
  void theErrorOfTheEnergyFallsWithTheSquareOfTheStep() {
    double coarse = energyError(0.02, 5);
    double fine = energyError(0.01, 10);
    assertEquals(4, coarse / fine, 0.1);
  }

  private static double energyError(double size, int steps) {
    Leapfrog.State from = at(0.4, -0.3, 1.1, 0.6);
    Leapfrog.State to = new Leapfrog(BENT, BETA, steps).move(from, new double[] {size});
    return to.logJoint(0, BETA) - from.logJoint(0, BETA);
  }

  @Test
  void pointsDoNotSeeEachOther() {
    double[] points = {0.4, -0.3, -1, 2};
    double[] momenta = {1.1, 0.6, -0.2, 0.3};
    Leapfrog.State both =
        new Leapfrog(BENT, BETA, 5)
            .move(
                new Leapfrog.State(points, momenta, BENT.at(points), new boolean[2]),
                new double[] {0.2, 0.1});
    double[] first = move(0.2, 0.4, -0.3, 1.1, 0.6);
    double[] second = move(0.1, -1, 2, -0.2, 0.3);
    assertArrayEquals(new double[] {first[0], first[1], second[0], second[1]}, both.points(), 0);
  }

  @Test
  void aPointThatLeavesTheNumbersIsLostAndNoOther() {
    double[] points = {0.4, -0.3, -1, 2};
    double[] momenta = {1.1, 0.6, -0.2, 0.3};
    Leapfrog.State to =
        new Leapfrog(
                at -> {
                  assertTrue(Arrays.stream(at).allMatch(z -> Math.abs(z) < 1e38));
                  return BENT.at(at);
                },
                BETA,
                5)
            .move(
                new Leapfrog.State(points, momenta, BENT.at(points), new boolean[2]),
                new double[] {1e20, 0.1});
    assertTrue(to.lost()[0]);
    assertFalse(to.lost()[1]);
    assertEquals(move(0.1, -1, 2, -0.2, 0.3)[0], to.points()[2], 0);
  }
}

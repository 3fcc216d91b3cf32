package org.lowerbound.evaluation.figure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class InterpolationPathTest {
  private static final double[] A = {3, 4, 0};
  private static final double[] B = {0, 0, 5};

  @Test
  void bothEndsAreTheCodes() {
    for (InterpolationPath path : InterpolationPath.values()) {
      assertArrayEquals(A, path.at(A, B, 0), 1e-12);
      assertArrayEquals(B, path.at(A, B, 1), 1e-12);
    }
  }

  @Test
  void theLineIsStraight() {
    assertArrayEquals(new double[] {2.25, 3, 1.25}, InterpolationPath.LINEAR.at(A, B, 0.25), 1e-12);
  }

  @Test
  void theCircleKeepsTheLengthAndTheSpeed() {
    // At right angles the angle from A is 90 degrees times t.
    for (double t : new double[] {0.1, 0.25, 0.5, 0.9}) {
      double angle = t * Math.PI / 2;
      double[] expected = {3 * Math.cos(angle), 4 * Math.cos(angle), 5 * Math.sin(angle)};
      double[] point = InterpolationPath.SPHERICAL.at(A, B, t);
      assertArrayEquals(expected, point, 1e-12);
      assertEquals(25, Arrays.stream(point).map(x -> x * x).sum(), 1e-12);
    }
  }

  @Test
  void whereThereIsNoCircleTheLineIsTaken() {
    double[] same = {6, 8, 0};
    double[] opposite = {-3, -4, 0};
    assertArrayEquals(new double[] {4.5, 6, 0}, InterpolationPath.SPHERICAL.at(A, same, 0.5), 1e-9);
    assertArrayEquals(
        new double[] {1.5, 2, 0}, InterpolationPath.SPHERICAL.at(A, opposite, 0.25), 1e-9);
    assertArrayEquals(
        new double[] {1.5, 2, 0}, InterpolationPath.SPHERICAL.at(A, new double[3], 0.5), 1e-9);
  }
}

package org.lowerbound.distribution.bijector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class OrthogonalFactorsTest {
  private static void assertOrthonormal(float[] q, int matrices, int rows, int columns) {
    assertEquals(matrices * rows * columns, q.length);
    for (int m = 0; m < matrices; m++) {
      for (int i = 0; i < columns; i++) {
        for (int j = 0; j < columns; j++) {
          double product = 0;
          for (int d = 0; d < rows; d++) {
            int row = (m * rows + d) * columns;
            product += (double) q[row + i] * q[row + j];
          }
          // Sums of some ten products, each rounded at 6·10⁻⁸.
          assertEquals(i == j ? 1 : 0, product, 3e-6, i + ", " + j);
        }
      }
    }
  }

  @Test
  void columnsAreOrthonormalForParametersOfAllSizes() {
    for (double size : new double[] {0, 0.1, 1, 100}) {
      try (GraphHarness harness = new GraphHarness()) {
        Operand<TFloat32> raw = harness.input(Shape.of(3, 40), Draws.normal("raw", 120, 0, size));
        Operand<TFloat32> q =
            OrthogonalFactors.orthogonal(harness.tf(), raw, 8, 5, OrthogonalFactors.ITERATIONS);
        assertEquals(Shape.of(3, 8, 5), harness.shape(q));
        assertOrthonormal(harness.run(q), 3, 8, 5);
      }
    }
  }

  @Test
  void columnsThatAreNearlyParallelBecomeOrthonormal() {
    try (GraphHarness harness = new GraphHarness()) {
      // [1, 1; 0, 0.002]: the condition number is 1000.
      Operand<TFloat32> raw = harness.input(Shape.of(4), 0, 1, 0, 0.002f - 1);
      Operand<TFloat32> q =
          OrthogonalFactors.orthogonal(harness.tf(), raw, 2, 2, OrthogonalFactors.ITERATIONS);
      assertOrthonormal(harness.run(q), 1, 2, 2);
    }
  }

  @Test
  void theNearestOrthogonalMatrixIsTaken() {
    try (GraphHarness harness = new GraphHarness()) {
      // The polar factor of [[a, −b], [b, a]] is the rotation by the same angle.
      Operand<TFloat32> raw = harness.input(Shape.of(4), 2, -4, 4, 2);
      Operand<TFloat32> q =
          OrthogonalFactors.orthogonal(harness.tf(), raw, 2, 2, OrthogonalFactors.ITERATIONS);
      assertArrayEquals(new float[] {0.6f, -0.8f, 0.8f, 0.6f}, harness.run(q), 1e-6f);
    }
  }

  @Test
  void reflectionsGiveOrthonormalColumnsOfTheirProduct() {
    try (GraphHarness harness = new GraphHarness()) {
      List<Operand<TFloat32>> vectors =
          List.of(
              harness.input(Shape.of(2, 5), Draws.normal("first", 10, 0, 1)),
              harness.input(Shape.of(2, 5), Draws.normal("second", 10, 0, 1)));
      Operand<TFloat32> q = OrthogonalFactors.householder(harness.tf(), vectors, 5, 3);
      assertEquals(Shape.of(2, 5, 3), harness.shape(q));
      assertOrthonormal(harness.run(q), 2, 5, 3);
    }
  }

  @Test
  void theTriangularKindAlternatesIdentityAndReversal() {
    try (GraphHarness harness = new GraphHarness()) {
      assertArrayEquals(
          new float[] {1, 0, 0, 1},
          harness.run(OrthogonalFactors.triangular(harness.tf(), 2, false)));
      assertArrayEquals(
          new float[] {0, 1, 1, 0},
          harness.run(OrthogonalFactors.triangular(harness.tf(), 2, true)));
    }
  }

  @Test
  void refusesMoreColumnsThanRows() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> raw = harness.input(Shape.of(6), new float[6]);
      assertEquals(
          "orthonormal columns of length 2 are 1 to 2 in number, not 3",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> OrthogonalFactors.orthogonal(harness.tf(), raw, 2, 3, 10))
              .getMessage());
    }
  }
}

package org.lowerbound.distribution.continuous;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class UniformTest {
  private static final float OUTSIDE = Float.NEGATIVE_INFINITY;

  @Test
  void theDensityIsOneInTheClosedCubeAndZeroOutside() {
    float above = Math.nextUp(1f);
    float[] values = {0, 1, 0.5f, 0.25f, -1e-30f, 0.5f, above, 1, 2, -2, 0.5f, above};
    try (GraphHarness harness = new GraphHarness()) {
      Uniform uniform = new Uniform(2);
      Operand<TFloat32> value = harness.input(Shape.of(3, 2, 2), values);
      Operand<TFloat32> logProb = uniform.logProb(harness.tf(), value);
      Operand<TFloat32> components = uniform.logProbPerComponent(harness.tf(), value);
      assertEquals(Shape.of(3, 2), harness.shape(logProb));
      assertEquals(Shape.of(3, 2, 2), harness.shape(components));
      assertArrayEquals(
          new float[] {0, 0, OUTSIDE, OUTSIDE, OUTSIDE, OUTSIDE}, harness.run(logProb));
      assertArrayEquals(
          new float[] {0, 0, 0, 0, OUTSIDE, 0, OUTSIDE, 0, OUTSIDE, OUTSIDE, 0, OUTSIDE},
          harness.run(components));
      assertArrayEquals(new float[12], harness.run(harness.gradient(logProb, value)));
    }
  }

  @Test
  void drawsHaveTheMomentsOfTheDefinition() {
    int draws = 20_000;
    int dimension = 3;
    try (GraphHarness harness = new GraphHarness()) {
      Uniform uniform = new Uniform(dimension);
      Sampleable.Draw draw =
          uniform.sampleWithLogProb(harness.tf(), harness.noise(1, "moments"), draws);
      assertEquals(Shape.of(draws, dimension), harness.shape(draw.value()));
      List<float[]> run =
          harness.run(
              List.of(
                  draw.value(),
                  draw.logProb(),
                  uniform.mean(harness.tf()),
                  uniform.variance(harness.tf())));
      assertArrayEquals(new float[draws], run.get(1));
      for (int d = 0; d < dimension; d++) {
        assertEquals(0.5f, run.get(2)[d]);
        assertEquals(1.0 / 12, run.get(3)[d], 1e-8);
        double[] column = new double[draws];
        double[] squares = new double[draws];
        for (int k = 0; k < draws; k++) {
          column[k] = run.get(0)[k * dimension + d];
          squares[k] = (column[k] - 0.5) * (column[k] - 0.5);
        }
        assertTrue(Arrays.stream(column).allMatch(x -> x >= 0 && x <= 1), "outside the cube");
        MonteCarlo.of(column).assertExpectation(0.5, "mean");
        MonteCarlo.of(squares).assertExpectation(1.0 / 12, "variance");
      }
    }
  }

  @Test
  void aDimensionIsPositive() {
    assertEquals(5, new Uniform(5).dimension());
    assertEquals(
        "dimension must be positive: 0",
        assertThrows(IllegalArgumentException.class, () -> new Uniform(0)).getMessage());
  }
}

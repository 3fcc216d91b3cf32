package org.lowerbound.distribution.sphere;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class HypersphericalUniformTest {
  @Test
  void theAreaIsThatOfTheSphere() {
    assertEquals(Math.log(2 * Math.PI), Sphere.logArea(2), 1e-14);
    assertEquals(Math.log(4 * Math.PI), Sphere.logArea(3), 1e-14);
    assertEquals(Math.log(2 * Math.PI * Math.PI), Sphere.logArea(4), 1e-14);
    for (int dimension : List.of(1, 7, 60, 301)) {
      // By quadrature, exact to 10⁻⁹, dimension after dimension.
      assertEquals(HostSphere.logArea(dimension), Sphere.logArea(dimension), 1e-9 * dimension);
    }
  }

  @Test
  void theDensityIsConstant() {
    for (int dimension : List.of(2, 3, 500)) {
      try (GraphHarness harness = new GraphHarness()) {
        Operand<TFloat32> value =
            harness.input(Shape.of(2, 3, dimension), new float[6 * dimension]);
        HypersphericalUniform p = new HypersphericalUniform(dimension);
        Operand<TFloat32> logProb = p.logProb(harness.tf(), value);
        assertEquals(Shape.of(2, 3), harness.shape(logProb));
        for (float actual : harness.run(logProb)) {
          double expected = -HostSphere.logArea(dimension);
          assertEquals(expected, actual, 1e-6 * (1 + Math.abs(expected)));
        }
        assertArrayEquals(new float[6 * dimension], harness.run(harness.gradient(logProb, value)));
      }
    }
  }

  @Test
  void drawsAreUnitVectorsWithTheMomentsOfTheDefinition() {
    int draws = 4000;
    for (int dimension : List.of(2, 3, 20)) {
      try (GraphHarness harness = new GraphHarness()) {
        HypersphericalUniform p = new HypersphericalUniform(dimension);
        Sampleable.Draw draw =
            p.sampleWithLogProb(harness.tf(), harness.noise(1, "uniform"), draws);
        assertEquals(Shape.of(draws, dimension), harness.shape(draw.value()));
        List<float[]> run =
            harness.run(
                List.of(draw.value(), draw.logProb(), p.logProb(harness.tf(), draw.value())));
        assertArrayEquals(run.get(2), run.get(1));
        assertEquals(draws, run.get(1).length);
        float[] values = run.get(0);
        double[][] columns = new double[dimension][draws];
        double[][] squares = new double[dimension][draws];
        double[][] fourths = new double[dimension][draws];
        double[] lengths = new double[draws];
        for (int i = 0; i < values.length; i++) {
          double x = values[i];
          columns[i % dimension][i / dimension] = x;
          squares[i % dimension][i / dimension] = x * x;
          fourths[i % dimension][i / dimension] = x * x * x * x;
          lengths[i / dimension] += x * x;
        }
        for (double length : lengths) {
          assertEquals(1, length, 1e-6);
        }
        float[] mean = harness.run(harness.tf().identity(p.mean(harness.tf())));
        assertEquals(dimension, mean.length);
        for (int d = 0; d < dimension; d++) {
          assertEquals(0f, mean[d]);
          MonteCarlo.of(columns[d]).assertExpectation(0, "mean");
          MonteCarlo.of(squares[d]).assertExpectation(1.0 / dimension, "variance");
          MonteCarlo.of(fourths[d])
              .assertExpectation(3.0 / dimension / (dimension + 2), "fourth moment");
        }
      }
    }
  }

  @Test
  void aDimensionOfOneIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new HypersphericalUniform(1));
  }
}

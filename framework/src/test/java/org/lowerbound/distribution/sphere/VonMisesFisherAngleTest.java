package org.lowerbound.distribution.sphere;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class VonMisesFisherAngleTest {
  private static final int DRAWS = 41;
  private static final float[] CONCENTRATIONS = {0.01f, 1, 8, 60, 500, 5000};

  /** From the middle to both tails, on the grid of 32-bit uniform numbers. */
  private static float[] uniforms(int rows) {
    float[] uniforms = new float[rows * DRAWS];
    for (int i = 0; i < uniforms.length; i++) {
      int k = i % DRAWS;
      double logit = (k - 20) * 0.6;
      uniforms[i] = (float) (1 / (1 + Math.exp(-logit)));
    }
    return uniforms;
  }

  @Test
  void theDistributionFunctionAtTheAngleIsTheUniformNumber() {
    float[] uniforms = uniforms(CONCENTRATIONS.length);
    for (int dimension : List.of(2, 3, 4, 5, 8, 20, 50, 300)) {
      try (GraphHarness harness = new GraphHarness()) {
        Operand<TFloat32> kappa = harness.input(Shape.of(CONCENTRATIONS.length, 1), CONCENTRATIONS);
        Operand<TFloat32> theta =
            new VonMisesFisherAngle(harness.tf(), kappa, dimension)
                .at(harness.tf(), harness.input(Shape.of(CONCENTRATIONS.length, DRAWS), uniforms));
        float[] actual = harness.run(theta);
        for (int i = 0; i < actual.length; i++) {
          double kappaOf = CONCENTRATIONS[i / DRAWS];
          // u is moved by 6·10⁻⁸; θ has 6·10⁻⁸ of itself, which is up to 20 scales: 4·10⁻⁷ of F.
          assertEquals(
              uniforms[i],
              HostSphere.angleBelow(dimension, kappaOf, actual[i]),
              1e-6,
              "D = " + dimension + ", κ = " + kappaOf);
        }
      }
    }
  }

  @Test
  void theSlopeIsTheImplicitDerivative() {
    float[] uniforms = uniforms(CONCENTRATIONS.length);
    for (int dimension : List.of(2, 3, 4, 8, 50, 300)) {
      try (GraphHarness harness = new GraphHarness()) {
        // Rows of one draw each, so that the gradient by κ is that of each.
        int rows = uniforms.length;
        float[] kappas = new float[rows];
        for (int i = 0; i < rows; i++) {
          kappas[i] = CONCENTRATIONS[i / DRAWS];
        }
        Operand<TFloat32> kappa = harness.input(Shape.of(rows, 1), kappas);
        Operand<TFloat32> theta =
            new VonMisesFisherAngle(harness.tf(), kappa, dimension)
                .at(harness.tf(), harness.input(Shape.of(rows, 1), uniforms));
        List<float[]> run = harness.run(List.of(theta, harness.gradient(theta, kappa)));
        for (int i = 0; i < rows; i++) {
          double at = run.get(0)[i];
          double h = 1e-4 * kappas[i];
          double byKappa =
              (HostSphere.angleBelow(dimension, kappas[i] + h, at)
                      - HostSphere.angleBelow(dimension, kappas[i] - h, at))
                  / (2 * h);
          double density =
              Math.exp(
                  HostSphere.logAngleDensity(dimension, kappas[i], at)
                      - HostSphere.logIntegral(dimension, kappas[i], Math.PI, t -> 1));
          double expected = -byKappa / density;
          assertTrue(expected < 0, "a larger κ draws closer");
          double typical = Math.abs(run.get(1)[i / DRAWS * DRAWS + DRAWS / 2]);
          // The reference's error: 10⁻¹² of F for rounding, over h f, and (h/κ)² = 10⁻⁸. The
          // table's: (cell/θ)⁴, 10⁻³ at the draws nearest to 0, the first in 100,000.
          assertEquals(
              expected,
              run.get(1)[i],
              1e-3 * Math.min(Math.abs(expected), typical)
                  + 1e-4 * Math.max(Math.abs(expected), typical)
                  + 1e-12 / (h * density),
              "D = " + dimension + ", κ = " + kappas[i] + ", u = " + uniforms[i]);
        }
      }
    }
  }

  @Test
  void theEndsOfTheUniformNumbersAndOfKappaGiveAnglesWithSlopes() {
    float[] kappas = {0, 1e-30f, 1e-3f, 1e4f, 1e10f, 1e30f};
    float[] ends = {0, 0x1p-23f, 0.5f, 1 - 0x1p-23f, 1 - 0x1p-24f};
    for (int dimension : List.of(2, 3, 4, 10, 500, 5000)) {
      try (GraphHarness harness = new GraphHarness()) {
        float[] uniforms = new float[kappas.length * ends.length];
        for (int i = 0; i < uniforms.length; i++) {
          uniforms[i] = ends[i % ends.length];
        }
        Operand<TFloat32> kappa = harness.input(Shape.of(kappas.length, 1), kappas);
        Operand<TFloat32> theta =
            new VonMisesFisherAngle(harness.tf(), kappa, dimension)
                .at(harness.tf(), harness.input(Shape.of(kappas.length, ends.length), uniforms));
        float[] angles = harness.run(theta);
        for (int i = 0; i < angles.length; i++) {
          String what = "D = " + dimension + ", κ = " + kappas[i / ends.length] + ": " + angles[i];
          assertTrue(angles[i] > 0 && angles[i] <= (float) Math.PI, what);
          assertTrue(
              i % ends.length == 0 || angles[i] > angles[i - 1] || i % ends.length == 4, what);
        }
        for (float slope : harness.run(harness.gradient(theta, kappa))) {
          assertTrue(Float.isFinite(slope) && slope <= 0, "slope " + slope);
        }
      }
    }
  }
}

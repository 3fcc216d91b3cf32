package org.lowerbound.distribution.divergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.sphere.HostSphere;
import org.lowerbound.distribution.sphere.HypersphericalUniform;
import org.lowerbound.distribution.sphere.VonMisesFisher;
import org.lowerbound.testing.FiniteDifferences;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class SphereKlsTest {
  private static final float[] CONCENTRATIONS = {0.3f, 6, 90};

  private static VonMisesFisher aroundTheFirstAxis(
      GraphHarness harness, int dimension, float... kappas) {
    float[] loc = new float[kappas.length * dimension];
    for (int b = 0; b < kappas.length; b++) {
      loc[b * dimension] = 1;
    }
    return new VonMisesFisher(
        harness.input(Shape.of(kappas.length, dimension), loc),
        harness.input(Shape.of(kappas.length, 1), kappas),
        dimension);
  }

  private static Operand<TFloat32> kl(GraphHarness harness, VonMisesFisher q) {
    return ClosedFormKls.registry()
        .kl(harness.tf(), q, new HypersphericalUniform(q.dimension()))
        .orElseThrow();
  }

  @Test
  void agreesWithTheIntegral() {
    for (int dimension : List.of(2, 3, 30)) {
      try (GraphHarness harness = new GraphHarness()) {
        Operand<TFloat32> kl = kl(harness, aroundTheFirstAxis(harness, dimension, CONCENTRATIONS));
        assertEquals(Shape.of(CONCENTRATIONS.length), harness.shape(kl));
        float[] actual = harness.run(kl);
        for (int b = 0; b < actual.length; b++) {
          double kappa = CONCENTRATIONS[b];
          double height = HostSphere.expectation(dimension, kappa, t -> 1 - Math.cos(t));
          double expected =
              HostSphere.logProb(dimension, kappa, 0)
                  - kappa * height
                  + HostSphere.logArea(dimension);
          assertEquals(expected, actual[b], 1e-6 * (1 + expected)); // The reference has 10⁻⁷.
        }
      }
    }
  }

  @Test
  void agreesWithMonteCarlo() {
    int draws = 4000;
    for (int dimension : List.of(2, 3, 30)) {
      try (GraphHarness harness = new GraphHarness()) {
        Ops tf = harness.tf();
        VonMisesFisher q = aroundTheFirstAxis(harness, dimension, CONCENTRATIONS);
        HypersphericalUniform p = new HypersphericalUniform(dimension);
        Sampleable.Draw draw = q.sampleWithLogProb(tf, harness.noise(1, "kl"), draws);
        List<float[]> run =
            harness.run(
                List.of(kl(harness, q), tf.math.sub(draw.logProb(), p.logProb(tf, draw.value()))));
        for (int b = 0; b < CONCENTRATIONS.length; b++) {
          double[] ratios = new double[draws];
          for (int k = 0; k < draws; k++) {
            ratios[k] = run.get(1)[k * CONCENTRATIONS.length + b];
          }
          MonteCarlo.of(ratios).assertExpectation(run.get(0)[b], "KL for D = " + dimension);
        }
      }
    }
  }

  @Test
  void theGradientAgreesWithFiniteDifferencesAndTheDirectionHasNone() {
    for (int dimension : List.of(2, 3, 30)) {
      try (GraphHarness harness = new GraphHarness()) {
        VonMisesFisher q = aroundTheFirstAxis(harness, dimension, CONCENTRATIONS);
        Operand<TFloat32> kl = kl(harness, q);
        float[] actual = harness.run(harness.gradient(kl, q.kappa()));
        double[] expected = FiniteDifferences.gradient(harness, kl, q.kappa());
        for (int b = 0; b < actual.length; b++) {
          // Rounding of values near 30, times 1.5 / h ≈ 100.
          assertEquals(expected[b], actual[b], 3e-4);
        }
        for (float byLoc : harness.run(harness.gradient(kl, q.loc()))) {
          assertEquals(0f, byLoc);
        }
      }
    }
  }

  @Test
  void vanishesWithTheConcentrationLikeItsSquare() {
    for (int dimension : List.of(2, 3, 500)) {
      try (GraphHarness harness = new GraphHarness()) {
        float[] small = {0, 1e-3f, 1e-2f};
        float[] actual = harness.run(kl(harness, aroundTheFirstAxis(harness, dimension, small)));
        assertEquals(0, actual[0], 1e-15);
        for (int b = 1; b < small.length; b++) {
          double leading = 0.5 * small[b] * small[b] / dimension;
          assertEquals(leading, actual[b], 1e-4 * leading); // The next term has κ⁴.
          assertTrue(actual[b] > 0);
        }
      }
    }
  }
}

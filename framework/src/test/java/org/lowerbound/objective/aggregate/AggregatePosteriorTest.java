package org.lowerbound.objective.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.distribution.divergence.ClosedFormKls;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class AggregatePosteriorTest {
  private static final int BATCH = 3;
  private static final int LATENTS = 2;
  private static final double[][] MEANS = {{0, 1}, {2, -1}, {0.5, 0.25}};
  private static final double[][] LOG_SCALES = {{0, -0.5}, {0.3, 0.1}, {-1, 0.2}};
  private static final double[][] DRAWS = {{0.2, 0.9}, {1.7, -1.4}, {0.6, 0}};

  private static BoundTerms terms(GraphHarness harness) {
    Operand<TFloat32> loc = harness.input(Shape.of(BATCH, LATENTS), flat(MEANS));
    Operand<TFloat32> logScale = harness.input(Shape.of(BATCH, LATENTS), flat(LOG_SCALES));
    DiagonalNormal posterior = new DiagonalNormal(loc, logScale, LATENTS);
    Operand<TFloat32> z = harness.input(Shape.of(1, BATCH, LATENTS), flat(DRAWS));
    Operand<TFloat32> logQ = posterior.logProb(harness.tf(), z);
    return new BoundTerms(z, posterior, posterior, logQ, logQ, logQ, ClosedFormKls.registry());
  }

  private static float[] flat(double[][] values) {
    float[] flat = new float[values.length * values[0].length];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = (float) values[i / LATENTS][i % LATENTS];
    }
    return flat;
  }

  /** log q(z_i | x_j) in double precision. */
  private static double pair(int i, int j) {
    double sum = 0;
    for (int d = 0; d < LATENTS; d++) {
      double z = (DRAWS[i][d] - MEANS[j][d]) / Math.exp(LOG_SCALES[j][d]);
      sum += -0.5 * z * z - LOG_SCALES[j][d] - 0.5 * Math.log(2 * Math.PI);
    }
    return sum;
  }

  @Test
  void thePosteriorIsOnTheFirstAxisAndTheDrawOnTheSecond() {
    try (GraphHarness harness = new GraphHarness()) {
      float[] pairs = harness.run(AggregatePosterior.pairs(harness.tf(), terms(harness)));
      for (int j = 0; j < BATCH; j++) {
        for (int i = 0; i < BATCH; i++) {
          assertEquals(pair(i, j), pairs[j * BATCH + i], 1e-5);
        }
      }
    }
  }

  @Test
  void theMutualInformationIsThatOfTheBatch() {
    double expected = 0;
    for (int i = 0; i < BATCH; i++) {
      double aggregate = 0;
      for (int j = 0; j < BATCH; j++) {
        aggregate += Math.exp(pair(i, j)) / BATCH;
      }
      expected += (pair(i, i) - Math.log(aggregate)) / BATCH;
    }
    try (GraphHarness harness = new GraphHarness()) {
      assertEquals(
          expected,
          harness.scalar(AggregatePosterior.mutualInformation(harness.tf(), terms(harness))),
          1e-5);
    }
  }
}

package org.lowerbound.distribution.levels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.DistributionContract;
import org.lowerbound.distribution.Support;
import org.lowerbound.distribution.discrete.Bernoulli;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class BetaBinomialLevelsTest extends DistributionContract {
  private static final int THROWS = 36;

  @Override
  protected List<Integer> dimensions() {
    return List.of(1, 5, 300);
  }

  @Override
  protected int parameterCount() {
    return 2;
  }

  @Override
  protected float[] parameter(int index, int count) {
    return Draws.normal(index == 0 ? "logAlpha" : "logBeta", count, 0.5, 1);
  }

  @Override
  protected float[] values(int count) {
    return Levels.draws("values", count, THROWS + 1);
  }

  @Override
  protected Distribution create(List<Operand<TFloat32>> parameters, int dimension) {
    return new BetaBinomialLevels(parameters.get(0), parameters.get(1), THROWS + 1, dimension);
  }

  /** Its definition, with quotients of gamma functions as products. */
  @Override
  protected double logProb(double[] parameters, double value) {
    double alpha = Math.exp(parameters[0]);
    double beta = Math.exp(parameters[1]);
    long count = Math.round(value * THROWS);
    double sum = 0;
    for (int i = 0; i < THROWS; i++) {
      sum -= Math.log(alpha + beta + i);
      sum += i < count ? Math.log((alpha + i) * (THROWS - i) / (i + 1)) : 0;
      sum += i < THROWS - count ? Math.log(beta + i) : 0;
    }
    return sum;
  }

  @Override
  protected List<double[]> extremeParameters() {
    return List.of(
        new double[] {-10, -10},
        new double[] {-10, 3},
        new double[] {10, -10},
        new double[] {5, 5},
        new double[] {10, 10},
        new double[] {10, 4},
        new double[] {3.5, 10},
        new double[] {0, 0});
  }

  @Override
  protected double[] extremeValues(double[] parameters) {
    return new double[] {0, 0.25, 0.5, 0.75, 1}; // Levels, and exact as 32-bit floats.
  }

  @Override
  protected Support support() {
    return Support.levels(THROWS + 1);
  }

  @Override
  protected boolean differentiableInValue() {
    return false; // Levels have no neighbourhood.
  }

  @Test
  void gradientsAreExactForAnyConcentration() {
    float[] logs = {-10, -4, 0, 3, 6, 10};
    int[] counts = {0, 1, 12, 35, 36};
    int cases = logs.length * logs.length * counts.length;
    float[] logAlpha = new float[cases];
    float[] logBeta = new float[cases];
    float[] values = new float[cases];
    for (int i = 0; i < cases; i++) {
      logAlpha[i] = logs[i % logs.length];
      logBeta[i] = logs[i / logs.length % logs.length];
      values[i] = counts[i / logs.length / logs.length] / (float) THROWS;
    }
    try (GraphHarness harness = new GraphHarness()) {
      Shape shape = Shape.of(cases, 1);
      List<Operand<TFloat32>> parameters =
          List.of(harness.input(shape, logAlpha), harness.input(shape, logBeta));
      Operand<TFloat32> logProb =
          create(parameters, 1).logProb(harness.tf(), harness.input(shape, values));
      List<float[]> gradients = harness.run(harness.gradients(logProb, parameters));
      for (int i = 0; i < cases; i++) {
        double alpha = Math.exp(logAlpha[i]);
        double beta = Math.exp(logBeta[i]);
        int count = Math.round(values[i] * THROWS);
        String at = "log α = " + logAlpha[i] + ", log β = " + logBeta[i] + ", k = " + count;
        // The slope by log α is at most N, and of sums of N terms as large as 1.
        assertEquals(slope(alpha, beta, count), gradients.get(0)[i], 1e-4, at);
        assertEquals(slope(beta, alpha, THROWS - count), gradients.get(1)[i], 1e-4, at);
      }
    }
  }

  /** Returns ∂ log P(k) / ∂ log α = α (Σ_{i<k} 1/(α + i) − Σ_{i<N} 1/(α + β + i)). */
  private static double slope(double alpha, double beta, int count) {
    double sum = 0;
    for (int i = 0; i < THROWS; i++) {
      sum += (i < count ? alpha / (alpha + i) : 0) - alpha / (alpha + beta + i);
    }
    return sum;
  }

  @Test
  void oneThrowIsABernoulliVariable() {
    float[] logAlphas = {-3, 0, 2, 9};
    float[] logits = {-4, -1, 1.5f, 8.75f};
    try (GraphHarness harness = new GraphHarness()) {
      Shape shape = Shape.of(logAlphas.length);
      Operand<TFloat32> logAlpha = harness.input(shape, logAlphas);
      Operand<TFloat32> logit = harness.input(shape, logits);
      Operand<TFloat32> logBeta = harness.tf().math.sub(logAlpha, logit);
      for (float bit : new float[] {0, 1}) {
        Operand<TFloat32> value = harness.input(shape, bit, bit, bit, bit);
        float[] expected =
            harness.run(
                new Bernoulli(logit, logits.length).logProbPerComponent(harness.tf(), value));
        float[] actual =
            harness.run(
                new BetaBinomialLevels(logAlpha, logBeta, 2, logits.length)
                    .logProbPerComponent(harness.tf(), value));
        for (int i = 0; i < expected.length; i++) {
          assertEquals(expected[i], actual[i], 2e-6 * (1 + Math.abs(expected[i]))); // Rounding.
        }
      }
    }
  }

  @Test
  void levelsAreChecked() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> zero = harness.input(Shape.of(1), 0);
      assertEquals(
          "levels must be at least 2: 1",
          assertThrows(
                  IllegalArgumentException.class, () -> new BetaBinomialLevels(zero, zero, 1, 1))
              .getMessage());
    }
  }
}

package org.lowerbound.distribution.discrete;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.DistributionContract;
import org.lowerbound.distribution.Support;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.HostGamma;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class NegativeBinomialTest extends DistributionContract {
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
    return index == 0
        ? Draws.normal("logMean", count, 1, 0.7)
        : Draws.normal("logInverseDispersion", count, 0.5, 0.5);
  }

  @Override
  protected float[] values(int count) {
    return Draws.integers("values", count, 9);
  }

  @Override
  protected Distribution create(List<Operand<TFloat32>> parameters, int dimension) {
    return new NegativeBinomial(parameters.get(0), parameters.get(1), dimension);
  }

  /** Its definition, with Γ(x + θ)/Γ(θ) as the product θ (θ + 1) ... (θ + x − 1). */
  @Override
  protected double logProb(double[] parameters, double value) {
    double mean = Math.exp(parameters[0]);
    double theta = Math.exp(parameters[1]);
    double rising = 0;
    for (int i = 0; i < value; i++) {
      rising += Math.log(theta + i) - Math.log(mean + theta); // Each of the x factors of both.
    }
    return rising
        - HostGamma.logGamma(value + 1)
        - theta * Math.log1p(mean / theta)
        + value * parameters[0];
  }

  @Override
  protected List<double[]> extremeParameters() {
    return List.of(
        new double[] {0, -20},
        new double[] {0, 20},
        new double[] {5, -5},
        new double[] {5, 15},
        new double[] {-20, 0},
        new double[] {-20, -20},
        new double[] {-20, 20},
        new double[] {10, 10},
        new double[] {12, -3});
  }

  @Override
  protected double[] extremeValues(double[] parameters) {
    return new double[] {0, 1, 2, 3, 150, 20_000};
  }

  @Override
  protected Support support() {
    return Support.counts(1000); // The largest mean is near e³, with a tail of about 0.95ˣ.
  }

  @Override
  protected boolean differentiableInValue() {
    return false;
  }

  @Test
  void withoutDispersionItIsPoisson() {
    float[] counts = {0, 1, 2, 7, 60};
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> logMean = harness.input(Shape.of(1), 1.5f);
      Operand<TFloat32> value = harness.input(Shape.of(counts.length), counts);
      float[] poisson =
          harness.run(new Poisson(logMean, counts.length).logProbPerComponent(harness.tf(), value));
      float[] negativeBinomial =
          harness.run(
              new NegativeBinomial(logMean, harness.input(Shape.of(1), 25), counts.length)
                  .logProbPerComponent(harness.tf(), value));
      for (int i = 0; i < counts.length; i++) {
        // They differ by x²/θ ≈ 5·10⁻⁸ and by rounding.
        assertEquals(poisson[i], negativeBinomial[i], 2e-6 * (1 + Math.abs(poisson[i])));
      }
    }
  }

  @Test
  void gradientsAreExactForAnyDispersion() {
    float[] logThetas = {-12, -4, 0, 4, 8, 12};
    float[] counts = {0, 1, 4, 11, 40};
    int cases = logThetas.length * counts.length;
    float[] logTheta = new float[cases];
    float[] values = new float[cases];
    float[] logMean = new float[cases];
    for (int i = 0; i < cases; i++) {
      logTheta[i] = logThetas[i / counts.length];
      values[i] = counts[i % counts.length];
      logMean[i] = 2;
    }
    try (GraphHarness harness = new GraphHarness()) {
      Shape shape = Shape.of(cases, 1);
      List<Operand<TFloat32>> parameters =
          List.of(harness.input(shape, logMean), harness.input(shape, logTheta));
      Operand<TFloat32> logProb =
          create(parameters, 1).logProb(harness.tf(), harness.input(shape, values));
      List<float[]> gradients = harness.run(harness.gradients(logProb, parameters));
      double mean = Math.exp(2);
      for (int i = 0; i < cases; i++) {
        double theta = Math.exp(logTheta[i]);
        assertClose(theta * (values[i] - mean) / (theta + mean), gradients.get(0)[i]);
        // θ (Σ 1/(θ + j) − log(1 + μ/θ) + (μ − x)/(θ + μ))
        double byTheta = -Math.log1p(mean / theta) + (mean - values[i]) / (theta + mean);
        for (int j = 0; j < values[i]; j++) {
          byTheta += 1 / (theta + j);
        }
        // Terms as large as x and μ cancel for a large θ.
        assertEquals(
            theta * byTheta,
            gradients.get(1)[i],
            1e-6 * (10 + values[i] + mean),
            "log θ = " + logTheta[i] + ", x = " + values[i]);
      }
    }
  }
}

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

final class PoissonTest extends DistributionContract {
  @Override
  protected List<Integer> dimensions() {
    return List.of(1, 5, 300);
  }

  @Override
  protected int parameterCount() {
    return 1;
  }

  @Override
  protected float[] parameter(int index, int count) {
    return Draws.normal("logRate", count, 1, 0.7);
  }

  @Override
  protected float[] values(int count) {
    return Draws.integers("values", count, 9);
  }

  @Override
  protected Distribution create(List<Operand<TFloat32>> parameters, int dimension) {
    return new Poisson(parameters.get(0), dimension);
  }

  @Override
  protected double logProb(double[] parameters, double value) {
    return value * parameters[0] - Math.exp(parameters[0]) - HostGamma.logGamma(value + 1);
  }

  @Override
  protected List<double[]> extremeParameters() {
    return List.of(
        new double[] {-80},
        new double[] {-10},
        new double[] {0},
        new double[] {7},
        new double[] {14});
  }

  @Override
  protected double[] extremeValues(double[] parameters) {
    double rate = Math.rint(Math.exp(parameters[0]));
    return new double[] {0, 1, 2, 3, 4, 100, rate, rate + 100, 1e6};
  }

  @Override
  protected Support support() {
    return Support.counts(120); // The largest rate is near e³; its counts end at about 60.
  }

  @Override
  protected boolean differentiableInValue() {
    return false;
  }

  @Test
  void aLargeCountLosesNothing() {
    // log x! alone is 10⁷ here, with neighbours 1 apart in 32-bit floats.
    float[] counts = {1_000_000, 1_001_000, 998_000};
    float logRate = 13.8125f;
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> logRates = harness.input(Shape.of(3, 1), logRate, logRate, logRate);
      Operand<TFloat32> logProb =
          new Poisson(logRates, 1).logProb(harness.tf(), harness.input(Shape.of(3, 1), counts));
      float[] actual = harness.run(logProb);
      float[] gradient = harness.run(harness.gradient(logProb, logRates));
      for (int i = 0; i < counts.length; i++) {
        double expected = logProb(new double[] {logRate}, counts[i]);
        // log x is exact to 5·10⁻⁷, which x − λ, up to 5,000, multiplies.
        double distance = Math.abs(counts[i] - Math.exp(logRate));
        assertEquals(expected, actual[i], 1e-6 * distance + 1e-5);
        assertEquals(counts[i] - Math.exp(logRate), gradient[i], 1e-6 * counts[i]);
      }
    }
  }
}

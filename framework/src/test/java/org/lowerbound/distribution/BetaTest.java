package org.lowerbound.distribution;

import java.util.List;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.HostGamma;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

final class BetaTest extends DistributionContract {
  @Override
  List<Integer> dimensions() {
    return List.of(1, 5, 300);
  }

  @Override
  int parameterCount() {
    return 2;
  }

  /** Mostly α, β &gt; 1: 32-bit floats cannot come close enough to 1 to integrate a pole there. */
  @Override
  float[] parameter(int index, int count) {
    return Draws.normal(index == 0 ? "logAlpha" : "logBeta", count, 0.8, 0.3);
  }

  @Override
  float[] values(int count) {
    float[] values = Draws.uniform("values", count);
    for (int i = 0; i < count; i++) {
      values[i] = 0.01f + 0.98f * values[i]; // Where five-point differences are exact.
    }
    return values;
  }

  @Override
  Distribution create(List<Operand<TFloat32>> parameters, int dimension) {
    return new Beta(parameters.get(0), parameters.get(1), dimension);
  }

  @Override
  double logProb(double[] parameters, double value) {
    double alpha = Math.exp(parameters[0]);
    double beta = Math.exp(parameters[1]);
    return (alpha - 1) * Math.log(value)
        + (beta - 1) * Math.log1p(-value)
        + HostGamma.logGamma(alpha + beta)
        - HostGamma.logGamma(alpha)
        - HostGamma.logGamma(beta);
  }

  @Override
  List<double[]> extremeParameters() {
    return List.of(
        new double[] {-10, -10},
        new double[] {-10, 3},
        new double[] {10, -10},
        new double[] {5, 5},
        new double[] {10, 10},
        new double[] {0, 0});
  }

  @Override
  double[] extremeValues(double[] parameters) {
    return new double[] {1e-7f, 0.01f, 0.5, 0.75, 1 - 0x1p-24};
  }

  @Override
  Support support() {
    return Support.unitInterval();
  }

  @Override
  boolean differentiableInValue() {
    return true;
  }
}

package org.lowerbound.distribution.continuous;

import java.util.List;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.DistributionContract;
import org.lowerbound.distribution.Support;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.HostGamma;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

final class BetaTest extends DistributionContract {
  @Override
  protected List<Integer> dimensions() {
    return List.of(1, 5, 300);
  }

  @Override
  protected int parameterCount() {
    return 2;
  }

  /** Mostly α, β &gt; 1: 32-bit floats cannot come close enough to 1 to integrate a pole there. */
  @Override
  protected float[] parameter(int index, int count) {
    return Draws.normal(index == 0 ? "logAlpha" : "logBeta", count, 0.8, 0.3);
  }

  @Override
  protected float[] values(int count) {
    float[] values = Draws.uniform("values", count);
    for (int i = 0; i < count; i++) {
      values[i] = 0.01f + 0.98f * values[i]; // Where five-point differences are exact.
    }
    return values;
  }

  @Override
  protected Distribution create(List<Operand<TFloat32>> parameters, int dimension) {
    return new Beta(parameters.get(0), parameters.get(1), dimension);
  }

  @Override
  protected double logProb(double[] parameters, double value) {
    double alpha = Math.exp(parameters[0]);
    double beta = Math.exp(parameters[1]);
    return (alpha - 1) * Math.log(value)
        + (beta - 1) * Math.log1p(-value)
        + HostGamma.logGamma(alpha + beta)
        - HostGamma.logGamma(alpha)
        - HostGamma.logGamma(beta);
  }

  @Override
  protected List<double[]> extremeParameters() {
    return List.of(
        new double[] {-10, -10},
        new double[] {-10, 3},
        new double[] {10, -10},
        new double[] {5, 5},
        new double[] {10, 10},
        new double[] {0, 0});
  }

  @Override
  protected double[] extremeValues(double[] parameters) {
    return new double[] {1e-7f, 0.01f, 0.5, 0.75, 1 - 0x1p-24};
  }

  @Override
  protected Support support() {
    return Support.unitInterval();
  }

  @Override
  protected boolean differentiableInValue() {
    return true;
  }
}

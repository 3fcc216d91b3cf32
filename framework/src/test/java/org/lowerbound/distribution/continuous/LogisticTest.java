package org.lowerbound.distribution.continuous;

import java.util.List;
import org.lowerbound.distribution.Reparameterized;
import org.lowerbound.distribution.ReparameterizedContract;
import org.lowerbound.testing.Draws;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

final class LogisticTest extends ReparameterizedContract {
  @Override
  protected List<Integer> dimensions() {
    return List.of(1, 2, 7, 100);
  }

  @Override
  protected int parameterCount() {
    return 2;
  }

  @Override
  protected float[] parameter(int index, int count) {
    return index == 0 ? Draws.normal("loc", count, 0, 1) : Draws.normal("logScale", count, 0, 0.3);
  }

  @Override
  protected float[] values(int count) {
    return Draws.normal("values", count, 0.5, 1);
  }

  @Override
  protected Reparameterized create(List<Operand<TFloat32>> parameters, int dimension) {
    return new Logistic(parameters.get(0), parameters.get(1), dimension);
  }

  @Override
  protected double logProb(double[] parameters, double value) {
    double s = Math.exp(parameters[1]);
    double z = Math.abs(value - parameters[0]) / s; // The density is symmetric.
    return -z - 2 * Math.log1p(Math.exp(-z)) - Math.log(s);
  }

  @Override
  protected List<double[]> extremeParameters() {
    return List.of(
        new double[] {0, 10}, new double[] {0, -10}, new double[] {3, 10}, new double[] {-3, -10});
  }

  @Override
  protected double[] extremeValues(double[] parameters) {
    double s = Math.exp(parameters[1]);
    return parameters[0] == 0
        ? new double[] {0, s, -2 * s, 80 * s, 1e6}
        : new double[] {parameters[0]}; // Elsewhere x − μ is not exact enough for a small scale.
  }

  @Override
  protected boolean differentiableInValue() {
    return true;
  }

  @Override
  protected double mean(double[] parameters) {
    return parameters[0];
  }

  @Override
  protected double variance(double[] parameters) {
    return Math.PI * Math.PI / 3 * Math.exp(2 * parameters[1]);
  }
}

package org.lowerbound.distribution;

import java.util.List;
import org.lowerbound.testing.Draws;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

final class LaplaceTest extends ReparameterizedContract {
  /** The trapezoid rule's error is of the order of the squared step, 0.02², at the peak's kink. */
  @Override
  double integrationTolerance() {
    return 5e-4;
  }

  @Override
  List<Integer> dimensions() {
    return List.of(1, 2, 7, 100);
  }

  @Override
  int parameterCount() {
    return 2;
  }

  @Override
  float[] parameter(int index, int count) {
    return index == 0 ? Draws.normal("loc", count, 0, 1) : Draws.normal("logScale", count, 0, 0.3);
  }

  @Override
  float[] values(int count) {
    return Draws.normal("values", count, 0.5, 1);
  }

  @Override
  Reparameterized create(List<Operand<TFloat32>> parameters, int dimension) {
    return new Laplace(parameters.get(0), parameters.get(1), dimension);
  }

  @Override
  double logProb(double[] parameters, double value) {
    double b = Math.exp(parameters[1]);
    return -Math.abs(value - parameters[0]) / b - Math.log(2 * b);
  }

  @Override
  List<double[]> extremeParameters() {
    return List.of(
        new double[] {0, 10}, new double[] {0, -10}, new double[] {3, 10}, new double[] {-3, -10});
  }

  @Override
  double[] extremeValues(double[] parameters) {
    double b = Math.exp(parameters[1]);
    return parameters[0] == 0
        ? new double[] {0, b, -2 * b, 80 * b, 1e6}
        : new double[] {parameters[0]}; // Elsewhere x − μ is not exact enough for a small scale.
  }

  @Override
  boolean differentiableInValue() {
    return true;
  }

  @Override
  double mean(double[] parameters) {
    return parameters[0];
  }

  @Override
  double variance(double[] parameters) {
    return 2 * Math.exp(2 * parameters[1]);
  }
}

package org.lowerbound.distribution.levels;

import java.util.List;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.DistributionContract;
import org.lowerbound.distribution.Support;
import org.lowerbound.testing.Draws;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

final class DiscretizedNormalTest extends DistributionContract {
  private static final int LEVELS = 37;
  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

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
        ? Draws.normal("loc", count, 0.5, 0.5)
        : Draws.normal("logScale", count, -2, 0.7);
  }

  @Override
  protected float[] values(int count) {
    return Levels.draws("values", count, LEVELS);
  }

  @Override
  protected Distribution create(List<Operand<TFloat32>> parameters, int dimension) {
    return new DiscretizedNormal(parameters.get(0), parameters.get(1), LEVELS, dimension);
  }

  @Override
  protected double logProb(double[] parameters, double value) {
    double half = 0.5 / (LEVELS - 1);
    double scale = Math.exp(parameters[1]);
    double lower = (value - half - parameters[0]) / scale;
    double upper = (value + half - parameters[0]) / scale;
    if (value < half) {
      return logTail(-upper);
    }
    return value > 1 - half ? logTail(lower) : logIntegral(lower, upper);
  }

  /** Returns log Q(z): far out by Laplace's continued fraction, else by an integral. */
  private static double logTail(double z) {
    if (z < 4) {
      double far = logTail(4);
      double rest = logIntegral(z, 4);
      double largest = Math.max(far, rest);
      return largest + Math.log(Math.exp(far - largest) + Math.exp(rest - largest));
    }
    double fraction = z;
    for (int k = 200; k >= 1; k--) {
      fraction = z + k / fraction;
    }
    return -0.5 * z * z - HALF_LOG_TWO_PI - Math.log(fraction);
  }

  /** Returns the logarithm of the mass of N(0, 1) between two points, by Simpson's rule. */
  private static double logIntegral(double from, double to) {
    // Where the density is largest, and where it has become negligible.
    double peak = Math.max(from, Math.min(to, 0));
    double reach = Math.min(12, 45 / Math.max(Math.abs(peak), 1));
    double a = Math.max(from, peak - reach);
    double b = Math.min(to, peak + reach);
    int intervals = 4000;
    double sum = 0;
    for (int i = 0; i <= intervals; i++) {
      double z = a + (b - a) * i / intervals;
      double weight = i == 0 || i == intervals ? 1 : i % 2 == 0 ? 2 : 4;
      sum += weight * Math.exp(0.5 * (peak - z) * (peak + z));
    }
    return Math.log(sum * (b - a) / intervals / 3) - 0.5 * peak * peak - HALF_LOG_TWO_PI;
  }

  @Override
  protected List<double[]> extremeParameters() {
    return List.of(
        new double[] {0.5, 10},
        new double[] {0.5, -8},
        new double[] {0, -8},
        new double[] {-30, 0},
        new double[] {100, -1},
        new double[] {-100, -1});
  }

  @Override
  protected double[] extremeValues(double[] parameters) {
    return new double[] {0, 0.25, 0.5, 0.75, 1}; // Levels, and exact as 32-bit floats.
  }

  @Override
  protected Support support() {
    return Support.levels(LEVELS);
  }

  @Override
  protected boolean differentiableInValue() {
    return false; // Levels have no neighbourhood.
  }
}

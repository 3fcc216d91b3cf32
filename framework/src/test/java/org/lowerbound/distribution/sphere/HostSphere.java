package org.lowerbound.distribution.sphere;

import java.util.function.DoubleUnaryOperator;

/** Integrals over the unit sphere in double precision, by quadrature over the angle to an axis. */
public final class HostSphere {
  /** Simpson's rule over 36 scales of the density, with so many cells, is exact to 10⁻⁹. */
  private static final int CELLS = 2000;

  private HostSphere() {}

  /** Returns log sin^{D−2}θ + κ(cos θ − 1). */
  public static double logAngleDensity(int dimension, double kappa, double theta) {
    double sines = dimension == 2 ? 0 : (dimension - 2) * Math.log(Math.sin(theta));
    return sines + kappa * (Math.cos(theta) - 1);
  }

  /** Returns log ∫ sin^{D−2}θ e^{κ(cos θ − 1)} g(θ) dθ from 0 to a bound, for a g ≥ 0. */
  public static double logIntegral(
      int dimension, double kappa, double bound, DoubleUnaryOperator g) {
    double power = dimension - 2.0;
    double curvature = Math.hypot(power, 2 * kappa);
    double mode = curvature == 0 ? 0 : Math.acos(2 * kappa / (power + curvature));
    double scale = 1 / Math.sqrt(curvature);
    double low = Math.max(0, Math.min(mode, bound) - 12 * scale);
    double high = Math.min(bound, mode + 24 * scale);
    double top = mode == 0 ? 0 : logAngleDensity(dimension, kappa, Math.min(mode, bound));
    double width = (high - low) / CELLS;
    double sum = 0;
    for (int i = 0; i <= CELLS; i++) {
      double theta = low + i * width;
      double weight = i == 0 || i == CELLS ? 1 : i % 2 == 1 ? 4 : 2;
      double density = Math.exp(logAngleDensity(dimension, kappa, theta) - top);
      sum += weight * density * g.applyAsDouble(theta);
    }
    return top + Math.log(sum * width / 3);
  }

  /** Returns E[g(θ)] under a von Mises-Fisher distribution, for a g ≥ 0. */
  public static double expectation(int dimension, double kappa, DoubleUnaryOperator g) {
    return Math.exp(
        logIntegral(dimension, kappa, Math.PI, g)
            - logIntegral(dimension, kappa, Math.PI, theta -> 1));
  }

  /** Returns P(angle ≤ θ) under a von Mises-Fisher distribution. */
  public static double angleBelow(int dimension, double kappa, double theta) {
    return Math.exp(
        logIntegral(dimension, kappa, theta, t -> 1)
            - logIntegral(dimension, kappa, Math.PI, t -> 1));
  }

  /** Returns the log-density at an angle with respect to the surface measure. */
  public static double logProb(int dimension, double kappa, double theta) {
    // The vectors at an angle are a sphere of one dimension less, with radius sin θ.
    return kappa * (Math.cos(theta) - 1)
        - logIntegral(dimension, kappa, Math.PI, t -> 1)
        - logArea(dimension - 1);
  }

  /** Returns the logarithm of the area of the sphere in D dimensions, ring by ring. */
  public static double logArea(int dimension) {
    double logArea = Math.log(2); // Two points.
    for (int d = 2; d <= dimension; d++) {
      logArea += logIntegral(d, 0, Math.PI, t -> 1);
    }
    return logArea;
  }
}

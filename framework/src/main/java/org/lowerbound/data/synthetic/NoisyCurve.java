package org.lowerbound.data.synthetic;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleFunction;
import org.lowerbound.data.ExactDensity;
import org.lowerbound.numeric.GaussLegendre;

/**
 * A point c(t) of a curve, t uniform on an interval, with normal noise of standard deviation σ on
 * each value. Its density, the mean over t of N(x; c(t), σ² I), is an integral, which quadrature
 * gives to double precision: panels are halved until the logarithm stays the same.
 */
final class NoisyCurve implements ExactDensity {
  /** A panel's length along the curve, at the most, in units of σ. */
  private static final double PANEL = 2;

  /** What rounding leaves of a logarithm, relative to it if it is more than 1. */
  private static final double TOLERANCE = 1e-12;

  private static final int MOST_PANELS = 1 << 16;

  /** Of the nodes of one panel; they add up to 1. */
  private static final double[] LOG_WEIGHTS =
      Arrays.stream(GaussLegendre.weights(0, 1, 1)).map(StrictMath::log).toArray();

  private final DoubleFunction<double[]> curve;
  private final double from;
  private final double to;
  private final double noise;
  private final int panels;
  private final Map<Integer, double[][]> points = new ConcurrentHashMap<>();

  /**
   * Makes the distribution.
   *
   * @param curve c, from t to {@code [dimension]}
   * @param from the least t
   * @param to the largest t
   * @param speed the largest |dc/dt|
   * @param noise σ, more than 0
   */
  NoisyCurve(DoubleFunction<double[]> curve, double from, double to, double speed, double noise) {
    this.curve = curve;
    this.from = from;
    this.to = to;
    this.noise = noise;
    this.panels = (int) Math.ceil(Math.max(1, (to - from) * speed / (PANEL * noise)));
  }

  @Override
  public double logProb(double[] observation) {
    double coarse = logMean(observation, panels);
    for (int count = 2 * panels; count <= MOST_PANELS; count *= 2) {
      double fine = logMean(observation, count);
      if (Math.abs(fine - coarse) <= TOLERANCE * Math.max(1, Math.abs(fine))) {
        return fine;
      }
      coarse = fine;
    }
    return coarse;
  }

  private double logMean(double[] observation, int count) {
    double[][] on = points.computeIfAbsent(count, this::pointsOf);
    double[] logs = new double[on.length];
    for (int i = 0; i < logs.length; i++) {
      logs[i] =
          Gaussians.logDensity(observation, on[i], noise) + LOG_WEIGHTS[i % LOG_WEIGHTS.length];
    }
    return Gaussians.logSumExp(logs) - StrictMath.log(count);
  }

  private double[][] pointsOf(int count) {
    double[] nodes = GaussLegendre.nodes(from, to, count);
    double[][] on = new double[nodes.length][];
    for (int i = 0; i < on.length; i++) {
      on[i] = curve.apply(nodes[i]);
    }
    return on;
  }
}

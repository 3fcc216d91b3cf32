package org.lowerbound.numeric;

/**
 * Integrals over an interval by the rule of Gauss and Legendre with 16 nodes in each of some equal
 * panels; exact for polynomials of degree 31 in each (Abramowitz and Stegun 1964, 25.4.29).
 */
public final class GaussLegendre {
  /** The number of nodes in a panel. */
  public static final int NODES = 16;

  /** Newton's method doubles the right digits each time; the first guesses have two. */
  private static final int NEWTON_STEPS = 8;

  private static final double[] ABSCISSAE = new double[NODES];
  private static final double[] WEIGHTS = new double[NODES];

  static {
    for (int i = 0; i < NODES; i++) {
      double x = StrictMath.cos(StrictMath.PI * (i + 0.75) / (NODES + 0.5));
      double derivative = 1;
      for (int step = 0; step < NEWTON_STEPS; step++) {
        double before = 1;
        double value = x;
        for (int n = 2; n <= NODES; n++) {
          // n P_n = (2n - 1) x P_{n-1} - (n - 1) P_{n-2}
          double next = ((2 * n - 1) * x * value - (n - 1) * before) / n;
          before = value;
          value = next;
        }
        derivative = NODES * (x * value - before) / (x * x - 1);
        x -= value / derivative;
      }
      ABSCISSAE[i] = x;
      WEIGHTS[i] = 2 / ((1 - x * x) * derivative * derivative);
    }
  }

  private GaussLegendre() {}

  /** Returns the nodes on an interval, {@code [panels · 16]}. */
  public static double[] nodes(double from, double to, int panels) {
    double[] nodes = new double[panels * NODES];
    double half = (to - from) / panels / 2;
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = from + half * (2 * (i / NODES) + 1 + ABSCISSAE[i % NODES]);
    }
    return nodes;
  }

  /** Returns the weight of each of those nodes. */
  public static double[] weights(double from, double to, int panels) {
    double[] weights = new double[panels * NODES];
    double half = (to - from) / panels / 2;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = half * WEIGHTS[i % NODES];
    }
    return weights;
  }
}

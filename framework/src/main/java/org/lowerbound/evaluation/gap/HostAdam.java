package org.lowerbound.evaluation.gap;

/**
 * Adam (Kingma and Ba 2015, algorithm 1) on the host, upwards, for parameters that are no part of a
 * model.
 */
final class HostAdam {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final double rate;
  private final double[] first;
  private final double[] second;
  private int steps;

  HostAdam(double rate, int size) {
    this.rate = rate;
    this.first = new double[size];
    this.second = new double[size];
  }

  /** Moves values, in place, in the direction of a gradient. */
  void climb(double[] values, double[] gradient) {
    steps++;
    double unbias1 = 1 - Math.pow(BETA1, steps);
    double unbias2 = 1 - Math.pow(BETA2, steps);
    for (int i = 0; i < values.length; i++) {
      first[i] = BETA1 * first[i] + (1 - BETA1) * gradient[i];
      second[i] = BETA2 * second[i] + (1 - BETA2) * gradient[i] * gradient[i];
      values[i] += rate * first[i] / unbias1 / (Math.sqrt(second[i] / unbias2) + EPSILON);
    }
  }
}

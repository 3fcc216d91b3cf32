package org.lowerbound.distribution;

/** The softmax in double precision, for groups of consecutive components. */
public final class HostSoftmax {
  private HostSoftmax() {}

  /** Returns log(exp(x) / Σ exp(x)) for components {@code start} to {@code start + classes − 1}. */
  public static double[] log(float[] x, int start, int classes) {
    double[] values = new double[classes];
    for (int c = 0; c < classes; c++) {
      values[c] = x[start + c];
    }
    return log(values);
  }

  /** Returns log(exp(x) / Σ exp(x)). */
  public static double[] log(double... x) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double value : x) {
      largest = Math.max(largest, value);
    }
    double sum = 0;
    for (double value : x) {
      sum += Math.exp(value - largest);
    }
    double[] logs = new double[x.length];
    for (int c = 0; c < logs.length; c++) {
      logs[c] = x[c] - largest - Math.log(sum);
    }
    return logs;
  }
}

package org.lowerbound.evaluation.annealed;

/**
 * What the densities of a path are made of at n points.
 *
 * @param logBase log π₀, of length n, in nats
 * @param logRatio log r, of length n, in nats
 * @param baseGradient its gradient, {@code [n, dimension]}
 * @param ratioGradient its gradient, {@code [n, dimension]}
 */
@SuppressWarnings("ArrayRecordComponent") // Made and read by one run of chains.
record PathTerms(
    double[] logBase, double[] logRatio, double[] baseGradient, double[] ratioGradient) {
  /** Returns log π_β of a point, but for a constant. */
  double logDensity(int point, double beta) {
    return logBase[point] + beta * logRatio[point];
  }

  /** Returns an element of the gradient of log π_β. */
  double gradient(int element, double beta) {
    return baseGradient[element] + beta * ratioGradient[element];
  }

  /** Takes over another's values of a point. */
  void set(int point, PathTerms other) {
    logBase[point] = other.logBase[point];
    logRatio[point] = other.logRatio[point];
    int dimension = baseGradient.length / logBase.length;
    System.arraycopy(
        other.baseGradient, point * dimension, baseGradient, point * dimension, dimension);
    System.arraycopy(
        other.ratioGradient, point * dimension, ratioGradient, point * dimension, dimension);
  }
}

package org.lowerbound.evaluation.sampler;

import org.lowerbound.random.RandomStream;

/** Vectors of independent draws from N(0, 1). */
final class StandardNormals {
  private StandardNormals() {}

  /** Returns the next one. */
  static double[] next(RandomStream stream, int dimension) {
    double[] noise = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      noise[i] = stream.nextGaussian();
    }
    return noise;
  }
}

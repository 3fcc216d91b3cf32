package org.lowerbound.data.synthetic;

import org.lowerbound.data.ExactDensity;
import org.lowerbound.random.RandomStream;

/** A mixture of normals of equal weight, all with the covariance σ² I. */
final class GaussianMixture implements ExactDensity, Sampler {
  private final double[][] centres;
  private final double noise;

  /**
   * Makes the mixture.
   *
   * @param centres {@code [components][dimension]}
   * @param noise σ, more than 0
   */
  GaussianMixture(double[][] centres, double noise) {
    this.centres = centres;
    this.noise = noise;
  }

  @Override
  public int draw(RandomStream stream, double[] observation) {
    int component = stream.nextInt(centres.length);
    for (int i = 0; i < observation.length; i++) {
      observation[i] = centres[component][i] + noise * stream.nextGaussian();
    }
    return component;
  }

  /** Returns log p(x) = log mean over k of N(x; centre k, σ² I). */
  @Override
  public double logProb(double[] observation) {
    double[] logs = new double[centres.length];
    for (int k = 0; k < logs.length; k++) {
      logs[k] = Gaussians.logDensity(observation, centres[k], noise);
    }
    return Gaussians.logSumExp(logs) - StrictMath.log(logs.length);
  }
}

package org.lowerbound.data.synthetic;

import java.util.Arrays;
import org.lowerbound.data.ExactClasses;
import org.lowerbound.random.RandomStream;

/** A mixture of normals of equal weight, all with the covariance σ² I. */
final class GaussianMixture implements ExactClasses, Sampler {
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
    double[] logs = logDensities(observation);
    return Gaussians.logSumExp(logs) - StrictMath.log(logs.length);
  }

  @Override
  public double[] logJoint(double[] observation) {
    double[] logs = logDensities(observation);
    Arrays.setAll(logs, k -> logs[k] - StrictMath.log(logs.length));
    return logs;
  }

  private double[] logDensities(double[] observation) {
    double[] logs = new double[centres.length];
    Arrays.setAll(logs, k -> Gaussians.logDensity(observation, centres[k], noise));
    return logs;
  }
}

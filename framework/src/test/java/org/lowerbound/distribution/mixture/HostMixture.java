package org.lowerbound.distribution.mixture;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import org.lowerbound.distribution.HostDensity;

/**
 * A mixture of densities.
 *
 * @param weights the weights
 * @param components the components
 */
record HostMixture(ImmutableDoubleArray weights, ImmutableList<HostDensity> components)
    implements HostDensity {
  @Override
  public double logProb(double... x) {
    double sum = 0;
    for (int c = 0; c < components.size(); c++) {
      sum += weights.get(c) * Math.exp(components.get(c).logProb(x));
    }
    return Math.log(sum);
  }

  @Override
  public double[] mean() {
    int n = components.get(0).mean().length;
    double[] mean = new double[n];
    for (int c = 0; c < components.size(); c++) {
      for (int i = 0; i < n; i++) {
        mean[i] += weights.get(c) * components.get(c).mean()[i];
      }
    }
    return mean;
  }

  /** The mean of the covariances and the covariance of the means. */
  @Override
  public double[][] covariance() {
    double[] mean = mean();
    double[][] covariance = new double[mean.length][mean.length];
    for (int c = 0; c < components.size(); c++) {
      double[] of = components.get(c).mean();
      for (int i = 0; i < mean.length; i++) {
        for (int j = 0; j < mean.length; j++) {
          covariance[i][j] +=
              weights.get(c)
                  * (components.get(c).covariance()[i][j] + (of[i] - mean[i]) * (of[j] - mean[j]));
        }
      }
    }
    return covariance;
  }
}

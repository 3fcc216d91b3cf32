package org.lowerbound.model.likelihood;

import java.util.Arrays;
import org.lowerbound.testing.HostGamma;

/** Log-densities and log-masses of one value, in double precision, from their definitions. */
final class HostLikelihoods {
  private HostLikelihoods() {}

  static double bernoulli(double logit, double x) {
    return x * logit - Math.log1p(Math.exp(logit));
  }

  static double continuousBernoulli(double logit, double x) {
    return logit * x + Math.log(logit / Math.expm1(logit));
  }

  static double normal(double loc, double logScale, double x) {
    double z = (x - loc) / Math.exp(logScale);
    return -0.5 * z * z - logScale - 0.5 * Math.log(2 * Math.PI);
  }

  static double laplace(double loc, double logScale, double x) {
    return -Math.abs(x - loc) / Math.exp(logScale) - logScale - Math.log(2);
  }

  static double studentT(double loc, double logScale, double degrees, double x) {
    double z = (x - loc) / Math.exp(logScale);
    return HostGamma.logGamma(0.5 * (degrees + 1))
        - HostGamma.logGamma(0.5 * degrees)
        - 0.5 * Math.log(degrees * Math.PI)
        - logScale
        - 0.5 * (degrees + 1) * Math.log1p(z * z / degrees);
  }

  static double beta(double logAlpha, double logBeta, double x) {
    double a = Math.exp(logAlpha);
    double b = Math.exp(logBeta);
    return (a - 1) * Math.log(x)
        + (b - 1) * Math.log(1 - x)
        + HostGamma.logGamma(a + b)
        - HostGamma.logGamma(a)
        - HostGamma.logGamma(b);
  }

  /** With Γ(α + k)/Γ(α) as the product α (α + 1) ... (α + k − 1), and so on. */
  static double betaBinomial(double logAlpha, double logBeta, int count, int throwCount) {
    double a = Math.exp(logAlpha);
    double b = Math.exp(logBeta);
    double sum = 0;
    for (int i = 0; i < throwCount; i++) {
      sum -= Math.log(a + b + i);
    }
    for (int i = 0; i < count; i++) {
      sum += Math.log((a + i) * (throwCount - i) / (i + 1));
    }
    for (int i = 0; i < throwCount - count; i++) {
      sum += Math.log(b + i);
    }
    return sum;
  }

  static double poisson(double logRate, double count) {
    return count * logRate - Math.exp(logRate) - HostGamma.logGamma(count + 1);
  }

  static double negativeBinomial(double logMean, double logTheta, double count) {
    double mean = Math.exp(logMean);
    double theta = Math.exp(logTheta);
    return HostGamma.logGamma(count + theta)
        - HostGamma.logGamma(theta)
        - HostGamma.logGamma(count + 1)
        + theta * Math.log(theta / (theta + mean))
        + count * Math.log(mean / (theta + mean));
  }

  /** Returns log softmax(logits)[k]. */
  static double categorical(int k, double... logits) {
    return logits[k] - logSumExp(logits);
  }

  /** Returns the logarithm of a logistic distribution's mass on a bin of the 256 levels. */
  static double discretizedLogistic(double loc, double logScale, double x) {
    double half = 0.5 / 255;
    double upper = x > 1 - half ? 1 : sigmoid((x + half - loc) / Math.exp(logScale));
    double lower = x < half ? 0 : sigmoid((x - half - loc) / Math.exp(logScale));
    return Math.log(upper - lower);
  }

  static double logSumExp(double... x) {
    double largest = Arrays.stream(x).max().orElseThrow();
    return largest + Math.log(Arrays.stream(x).map(t -> Math.exp(t - largest)).sum());
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}

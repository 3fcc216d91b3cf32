package org.lowerbound.evaluation.annealed;

import org.lowerbound.data.synthetic.LinearGaussianModel;

/** The path p(z) p(x | z)^β of a linear-Gaussian model, in double precision, for one x. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record LinearGaussianPath(LinearGaussianModel model, double[] x) implements PathDensity {
  @Override
  public PathTerms at(double[] points) {
    double[][] loadings = model.loadings();
    double[] mean = model.mean();
    int latents = model.latents();
    int n = points.length / latents;
    double[] logBase = new double[n];
    double[] logRatio = new double[n];
    double[] baseGradient = new double[points.length];
    double[] ratioGradient = new double[points.length];
    double precision = 1 / (model.noise() * model.noise());
    for (int i = 0; i < n; i++) {
      logBase[i] = -0.5 * latents * Math.log(2 * Math.PI);
      for (int l = i * latents; l < (i + 1) * latents; l++) {
        logBase[i] -= 0.5 * points[l] * points[l];
        baseGradient[l] = -points[l];
      }
      for (int d = 0; d < x.length; d++) {
        double rest = x[d] - mean[d];
        for (int l = 0; l < latents; l++) {
          rest -= loadings[d][l] * points[i * latents + l];
        }
        logRatio[i] -= 0.5 * (rest * rest * precision + Math.log(2 * Math.PI / precision));
        for (int l = 0; l < latents; l++) {
          ratioGradient[i * latents + l] += loadings[d][l] * rest * precision;
        }
      }
    }
    return new PathTerms(logBase, logRatio, baseGradient, ratioGradient);
  }
}

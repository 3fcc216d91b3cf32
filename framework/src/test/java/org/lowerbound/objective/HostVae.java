package org.lowerbound.objective;

import java.util.Map;

/** The formulas of a VAE with bits, normal latents and a prior of the label, in double. */
final class HostVae {
  private final Map<String, float[]> parameters;

  HostVae(Map<String, float[]> parameters) {
    this.parameters = parameters;
  }

  /** Returns μ of q(z | x). */
  double[] loc(double... x) {
    return dense("encoder.loc", hidden("encoder", x));
  }

  /** Returns log σ of q(z | x). */
  double[] logScale(double... x) {
    return dense("encoder.logScale", hidden("encoder", x));
  }

  /** Returns the probability of each bit given z. */
  double[] mean(double... z) {
    double[] mean = dense("decoder.logits", hidden("decoder", z));
    for (int d = 0; d < mean.length; d++) {
      mean[d] = 1 / (1 + Math.exp(-mean[d]));
    }
    return mean;
  }

  /** Returns log p(x | z). */
  double logLikelihood(double[] x, double... z) {
    double[] mean = mean(z);
    double sum = 0;
    for (int d = 0; d < x.length; d++) {
      sum += Math.log(x[d] == 1 ? mean[d] : 1 - mean[d]);
    }
    return sum;
  }

  /** Returns KL(q(z | x) ‖ p(z | y)). */
  double kl(double[] x, int label) {
    double[] loc = loc(x);
    double[] logScale = logScale(x);
    double[] ofPrior = priorLoc(label);
    double[] logOfPrior = priorLogScale(label);
    double sum = 0;
    for (int i = 0; i < loc.length; i++) {
      double squares = Math.exp(2 * logScale[i]) + Math.pow(loc[i] - ofPrior[i], 2);
      sum += logOfPrior[i] - logScale[i] + squares / 2 * Math.exp(-2 * logOfPrior[i]) - 0.5;
    }
    return sum;
  }

  double[] priorLoc(int label) {
    return dense("prior.loc", oneHot(label));
  }

  double[] priorLogScale(int label) {
    return dense("prior.logScale", oneHot(label));
  }

  /** Returns μ + σ ε. */
  static double[] shifted(double[] loc, double[] logScale, double... noise) {
    double[] z = new double[loc.length];
    for (int i = 0; i < z.length; i++) {
      z[i] = loc[i] + Math.exp(logScale[i]) * noise[i];
    }
    return z;
  }

  private double[] oneHot(int label) {
    double[] values =
        new double
            [parameters.get("prior.loc.weights").length / parameters.get("prior.loc.bias").length];
    values[label] = 1;
    return values;
  }

  private double[] hidden(String network, double... in) {
    double[] out = dense(network + ".hidden1", in);
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.tanh(out[i]);
    }
    return out;
  }

  private double[] dense(String layer, double... in) {
    float[] weights = parameters.get(layer + ".weights"); // [in, out]
    float[] bias = parameters.get(layer + ".bias");
    double[] out = new double[bias.length];
    for (int j = 0; j < out.length; j++) {
      out[j] = bias[j];
      for (int i = 0; i < in.length; i++) {
        out[j] += in[i] * weights[i * out.length + j];
      }
    }
    return out;
  }
}

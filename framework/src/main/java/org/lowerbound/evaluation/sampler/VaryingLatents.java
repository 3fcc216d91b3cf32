package org.lowerbound.evaluation.sampler;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The latents of some codes that vary, with mean 0 and variance 1; the others are kept aside. */
final class VaryingLatents {
  /** Of the largest variance, what is rounding of codes in 32 bits. */
  private static final double ROUNDING = 1e-12;

  private final double[] mean;
  private final double[] scale;
  private final int[] varying;

  /** Looks at codes, {@code [n][latents]}. */
  VaryingLatents(double[][] codes) {
    int latents = codes[0].length;
    this.mean = new double[latents];
    double[] variance = new double[latents];
    for (double[] code : codes) {
      for (int u = 0; u < latents; u++) {
        mean[u] += code[u] / codes.length;
      }
    }
    for (double[] code : codes) {
      for (int u = 0; u < latents; u++) {
        variance[u] += (code[u] - mean[u]) * (code[u] - mean[u]) / codes.length;
      }
    }
    double least = ROUNDING * Arrays.stream(variance).max().orElse(0);
    this.scale = Arrays.stream(variance).map(Math::sqrt).toArray();
    this.varying =
        IntStream.range(0, latents).filter(u -> variance[u] > 0 && variance[u] > least).toArray();
  }

  /** Returns how many vary. */
  int count() {
    return varying.length;
  }

  /** Returns the latents that vary, {@code [n][count]}. */
  double[][] standardized(double[][] codes) {
    return Arrays.stream(codes)
        .map(code -> Arrays.stream(varying).mapToDouble(u -> (code[u] - mean[u]) / scale[u]))
        .map(code -> code.toArray())
        .toArray(double[][]::new);
  }

  /** Returns a whole code, {@code [latents]}, of one of those that vary. */
  double[] restored(double[] standardized) {
    double[] code = mean.clone();
    for (int i = 0; i < varying.length; i++) {
      code[varying[i]] += scale[varying[i]] * standardized[i];
    }
    return code;
  }
}

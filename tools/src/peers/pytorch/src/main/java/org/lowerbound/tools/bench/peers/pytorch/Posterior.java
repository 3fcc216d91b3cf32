package org.lowerbound.tools.bench.peers.pytorch;

import static org.lowerbound.tools.bench.Workload.LATENTS;

import ai.djl.ndarray.NDArray;

/**
 * A diagonal normal distribution of z for each of B images.
 *
 * @param mean its mean, [B, 50]
 * @param logVariance the logarithm of its variance, [B, 50]
 */
record Posterior(NDArray mean, NDArray logVariance) {
  private static final int[] LAST = {-1};

  /** Returns the standard deviation, [B, 50]. */
  NDArray scale() {
    return logVariance.mul(0.5f).exp();
  }

  /** Returns KL(q(z|x) || N(0, I)) in nats, [B]; Kingma and Welling (2014), appendix B. */
  NDArray kl() {
    NDArray terms = mean.square().add(logVariance.exp()).sub(logVariance);
    return terms.sum(LAST).sub(LATENTS).mul(0.5f);
  }

  /**
   * Returns log p(z) - log q(z|x) in nats, [B, K], of draws z = mean + scale · noise, [B, K, 50].
   * Log 2π cancels.
   */
  NDArray logPriorRatio(NDArray draws, NDArray noise) {
    NDArray squares = noise.square().sum(LAST).sub(draws.square().sum(LAST));
    NDArray logDeterminant = logVariance.sum(LAST, true); // [B, 1]
    return squares.add(logDeterminant).mul(0.5f);
  }
}

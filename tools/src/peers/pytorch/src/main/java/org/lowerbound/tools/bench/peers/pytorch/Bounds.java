package org.lowerbound.tools.bench.peers.pytorch;

import static org.lowerbound.tools.bench.Workload.LATENTS;
import static org.lowerbound.tools.bench.Workload.PIXELS;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/** The bounds of log p(x) that training maximises, in nats. */
final class Bounds {
  private static final int[] LAST = {-1};

  /**
   * Normalised weights below this count as 0. Their share of a gradient is far below its rounding,
   * but passed on they become denormal numbers, which slow the products of the backward pass down
   * several times; and the Deep Java Library has no switch for flushing those to zero.
   */
  private static final float NEGLIGIBLE = 1e-20f;

  private Bounds() {}

  /** Returns the ELBO with its KL in closed form and one draw for each image, [B]. */
  static NDArray elbo(Vae vae, NDArray images) {
    Posterior posterior = vae.encode(images);
    NDArray noise = normals(images, posterior.mean().getShape());
    NDArray codes = posterior.scale().mul(noise).add(posterior.mean()); // [B, 50]
    return logLikelihood(vae.decode(codes), images).sub(posterior.kl());
  }

  /** Returns the logarithms of the importance weights of K draws for each image, [B, K]. */
  static NDArray logWeights(Vae vae, NDArray images, int draws) {
    long batch = images.getShape().get(0);
    Posterior posterior = vae.encode(images);
    NDArray noise = normals(images, new Shape(batch, draws, LATENTS));
    NDArray codes =
        posterior.scale().expandDims(1).mul(noise).add(posterior.mean().expandDims(1)); // [B,K,50]
    NDArray logits = vae.decode(codes.reshape(-1, LATENTS)).reshape(batch, draws, PIXELS);
    return logLikelihood(logits, images.expandDims(1)).add(posterior.logPriorRatio(codes, noise));
  }

  /** Returns the importance weighted bound, Burda et al. (2016), eq. 8, [B], for weights [B, K]. */
  static NDArray importanceWeighted(NDArray logWeights) {
    NDArray largest = logWeights.max(LAST, true);
    return logWeights.sub(largest).exp().mean(LAST).log().add(largest.squeeze(-1));
  }

  /**
   * Returns what has the gradient of the importance weighted bound, [B]: the log-weights, averaged
   * by the normalised weights held fast; Burda et al. (2016), eq. 13.
   */
  static NDArray importanceWeightedSurrogate(NDArray logWeights) {
    NDArray weights = logWeights.stopGradient().softmax(-1);
    NDArray counted = weights.gt(NEGLIGIBLE).toType(DataType.FLOAT32, false);
    return weights.mul(counted).mul(logWeights).sum(LAST);
  }

  /** Returns log p(x|z), summed over the last axis; the two may broadcast. */
  private static NDArray logLikelihood(NDArray logits, NDArray images) {
    // log sigmoid(l) = l - softplus(l) and log(1 - sigmoid(l)) = -softplus(l).
    return images.mul(logits).sub(logits.getNDArrayInternal().softPlus()).sum(LAST);
  }

  private static NDArray normals(NDArray like, Shape shape) {
    return like.getManager().randomNormal(0, 1, shape, DataType.FLOAT32);
  }
}

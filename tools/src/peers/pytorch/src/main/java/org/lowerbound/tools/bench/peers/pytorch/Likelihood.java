package org.lowerbound.tools.bench.peers.pytorch;

import static org.lowerbound.tools.bench.Workload.LATENTS;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.lowerbound.tools.bench.Workload;

/** Estimates of log p(x), an example a step, by importance weights of chunks of draws. */
final class Likelihood implements Runnable {
  private static final int[] LAST = {-1};

  private final NDManager manager;
  private final Workload workload;
  private final int chunk;
  private final Batches batches;
  private final Vae vae;
  private double logLikelihood = Double.NaN;

  /** Makes the estimator; {@code chunk} divides the workload's draws. */
  Likelihood(NDManager manager, Workload workload, int chunk, Vae.Initializer initializer) {
    this.manager = manager;
    this.workload = workload;
    this.chunk = chunk;
    batches = new Batches(manager, workload);
    vae = Vae.create(manager, initializer);
  }

  /** Estimates log p(x) of the next example. */
  @Override
  public void run() {
    try (NDManager scope = manager.newSubManager()) {
      NDArray image = batches.next(scope); // [1, 784]
      Posterior posterior = vae.encode(image);
      NDArray scale = posterior.scale();
      NDList logWeights = new NDList();
      for (int i = 0; i < workload.draws() / chunk; i++) {
        NDArray part = chunk(image.squeeze(0), posterior, scale);
        part.attach(scope);
        logWeights.add(part);
      }
      NDArray all = NDArrays.concat(logWeights, 1); // [1, 5000]
      logLikelihood = Bounds.importanceWeighted(all).getFloat();
    }
  }

  /** Returns the latest estimate, in nats. */
  double logLikelihood() {
    return logLikelihood;
  }

  /** Returns the log-weights of a chunk of draws, [1, chunk]. */
  private NDArray chunk(NDArray image, Posterior posterior, NDArray scale) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray noise = scope.randomNormal(0, 1, new Shape(1, chunk, LATENTS), DataType.FLOAT32);
      NDArray codes = noise.mul(scale).add(posterior.mean()); // [1, chunk, 50]
      NDArray logits = vae.decode(codes.squeeze(0)); // [chunk, 784]
      NDArray softPlus = logits.getNDArrayInternal().softPlus().sum(LAST);
      // With one image for all draws, the sum of x l is a product of matrix and vector: one pass.
      NDArray logWeights =
          logits.matMul(image).sub(softPlus).add(posterior.logPriorRatio(codes, noise));
      logWeights.attach(manager);
      return logWeights;
    }
  }
}

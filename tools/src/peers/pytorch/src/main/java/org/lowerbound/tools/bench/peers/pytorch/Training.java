package org.lowerbound.tools.bench.peers.pytorch;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.List;
import org.lowerbound.tools.bench.Workload;

/** Steps of training; each frees the native memory that it took. */
final class Training implements Runnable {
  private static final float LEARNING_RATE = 1e-3f;

  private final NDManager manager;
  private final Workload workload;
  private final Batches batches;
  private final Vae vae;
  private final List<NDArray> parameters;
  private final Optimizer optimizer =
      Adam.builder().optLearningRateTracker(Tracker.fixed(LEARNING_RATE)).build();

  Training(NDManager manager, Workload workload, Vae.Initializer initializer) {
    this.manager = manager;
    this.workload = workload;
    batches = new Batches(manager, workload);
    vae = Vae.create(manager, initializer);
    parameters = vae.parameters();
  }

  /** Does a step: draws, bound, gradients, update. */
  @Override
  public void run() {
    try (NDManager scope = manager.newSubManager()) {
      // New leaves have no gradient yet, so nothing need be zeroed and nothing is added to zeros.
      Vae leaves = vae.leaves(scope);
      NDArray images = batches.next(scope);
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        collector.backward(surrogate(leaves, images).mean().neg());
      }
      List<NDArray> gradients = leaves.parameters().stream().map(NDArray::getGradient).toList();
      for (int i = 0; i < gradients.size(); i++) {
        optimizer.update(Integer.toString(i), parameters.get(i), gradients.get(i));
      }
    }
  }

  /** Returns the bound on a new batch, in nats for an example. */
  double bound() {
    try (NDManager scope = manager.newSubManager()) {
      NDArray images = batches.next(scope);
      NDArray bound =
          workload.draws() == 1
              ? Bounds.elbo(vae, images)
              : Bounds.importanceWeighted(Bounds.logWeights(vae, images, workload.draws()));
      return bound.mean().getFloat();
    }
  }

  private NDArray surrogate(Vae leaves, NDArray images) {
    return workload.draws() == 1
        ? Bounds.elbo(leaves, images)
        : Bounds.importanceWeightedSurrogate(Bounds.logWeights(leaves, images, workload.draws()));
  }
}

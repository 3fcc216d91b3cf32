package org.lowerbound.tools.bench.peers.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.lowerbound.tools.bench.Workload;
import org.lowerbound.tools.bench.peers.GreyImages;

/** Walks through the grey images, a batch a step, and draws their pixels anew each time. */
final class Batches {
  private final Workload workload;
  private final NDArray levels;
  private long step;

  Batches(NDManager manager, Workload workload) {
    this.workload = workload;
    levels = manager.create(GreyImages.levels(), new Shape(GreyImages.COUNT, Workload.PIXELS));
  }

  /** Returns the next batch of binary images, [B, 784]. */
  NDArray next(NDManager scope) {
    int first = GreyImages.first(workload, step++);
    NDArray batch = levels.get(new NDIndex().addSliceDim(first, first + workload.batch()));
    batch.attach(scope);
    NDArray uniforms = scope.randomUniform(0, 1, batch.getShape());
    return uniforms.lt(batch).toType(DataType.FLOAT32, false);
  }
}

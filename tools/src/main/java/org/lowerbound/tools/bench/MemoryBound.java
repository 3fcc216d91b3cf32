package org.lowerbound.tools.bench;

/**
 * The memory that a trial of a workload has use for.
 *
 * @param dataBytes the images of all splits, a byte a pixel
 * @param parameterBytes the parameters, their gradients and two moments of each
 * @param activationBytes what each layer of one step gives, and its gradient
 */
record MemoryBound(long dataBytes, long parameterBytes, long activationBytes) {
  private static final int COPIES = 4;

  /** Returns the bound of a training. */
  static MemoryBound of(Workload workload, long images, long parameters) {
    // The image, two hidden layers, mean and scale; z, two hidden layers, logits.
    long encoder = Workload.PIXELS + 2 * Workload.HIDDEN + 2 * Workload.LATENTS;
    long decoder = Workload.LATENTS + 2 * Workload.HIDDEN + Workload.PIXELS;
    long values = workload.batch() * (encoder + workload.draws() * decoder);
    return new MemoryBound(
        images * Workload.PIXELS, COPIES * parameters * Float.BYTES, 2 * values * Float.BYTES);
  }

  /** Returns the sum. */
  long bytes() {
    return dataBytes + parameterBytes + activationBytes;
  }
}

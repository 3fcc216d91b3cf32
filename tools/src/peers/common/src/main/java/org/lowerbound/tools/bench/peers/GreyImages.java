package org.lowerbound.tools.bench.peers;

import java.util.Random;
import org.lowerbound.tools.bench.Workload;

/**
 * Made-up grey images, the same for every peer: as many and as dark as it takes to pass for MNIST.
 */
public final class GreyImages {
  /** The number of images; a multiple of every workload's batch. */
  public static final int COUNT = 10_000;

  private static final double ZEROS = 0.8;

  private GreyImages() {}

  /**
   * Returns the images, [{@link #COUNT}, {@link Workload#PIXELS}] in rows: about 80% of the levels
   * are 0 and the others uniform in [0, 1). Their order is as good as shuffled.
   */
  public static float[] levels() {
    Random random = new Random(1);
    float[] levels = new float[COUNT * Workload.PIXELS];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = random.nextDouble() < ZEROS ? 0 : random.nextFloat();
    }
    return levels;
  }

  /** Returns the first image of step {@code step} (from 0) when batches walk through the images. */
  public static int first(Workload workload, long step) {
    return Math.toIntExact(step * workload.batch() % COUNT);
  }
}

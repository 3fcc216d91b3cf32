package org.lowerbound.tools.bench.gemm;

import com.google.common.math.Quantiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Times products. */
public final class GemmClock {
  private static final int WARM_UP = 3;
  private static final int LEAST_PASSES = 5;

  private GemmClock() {}

  /**
   * Returns the median time of one pass in seconds.
   *
   * @param duration for how long to measure, after a warm-up
   * @param check called between passes; may throw to stop
   */
  public static double seconds(Gemm.Prepared products, Duration duration, Runnable check) {
    for (int i = 0; i < WARM_UP; i++) {
      products.run();
    }
    List<Long> nanos = new ArrayList<>();
    long end = System.nanoTime() + duration.toNanos();
    while (nanos.size() < LEAST_PASSES || System.nanoTime() < end) {
      check.run();
      long start = System.nanoTime();
      products.run();
      nanos.add(System.nanoTime() - start);
    }
    return Quantiles.median().compute(nanos) / 1e9;
  }
}

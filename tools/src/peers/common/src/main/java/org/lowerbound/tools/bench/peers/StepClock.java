package org.lowerbound.tools.bench.peers;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.lowerbound.tools.bench.Workload;

/** Times steps, in the same way for every peer. */
public final class StepClock {
  /** The least number of steps that warm up, and the least that count. */
  private static final int FEWEST = 5;

  private StepClock() {}

  /**
   * Returns the median rate of steps in examples per second.
   *
   * <p>Steps run for half of {@code duration} first, uncounted: compilers compile and allocators
   * fill. The median leaves out what other programs on the machine take now and then.
   *
   * @param workload what a step is; it has this workload's batch of examples
   * @param duration how long the steps that count take in all, if at least five do
   * @param step does one step
   */
  public static double examplesPerSecond(Workload workload, Duration duration, Runnable step) {
    time(duration.dividedBy(2), step);
    long[] nanos = time(duration, step);
    Arrays.sort(nanos);
    return workload.batch() * 1e9 / nanos[nanos.length / 2];
  }

  /** Returns the nanoseconds of each of the steps that fill {@code duration}. */
  private static long[] time(Duration duration, Runnable step) {
    LongStream.Builder nanos = LongStream.builder();
    long start = System.nanoTime();
    long before = start;
    for (int i = 0; i < FEWEST || before - start < duration.toNanos(); i++) {
      step.run();
      long after = System.nanoTime();
      nanos.add(after - before);
      before = after;
    }
    return nanos.build().toArray();
  }
}

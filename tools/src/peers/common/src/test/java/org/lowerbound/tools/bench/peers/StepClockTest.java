package org.lowerbound.tools.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.lowerbound.tools.bench.Workload;

final class StepClockTest {
  @Test
  void aRateIsExamplesPerMedianStep() {
    AtomicInteger steps = new AtomicInteger();
    double rate =
        StepClock.examplesPerSecond(
            Workload.W1,
            Duration.ofMillis(100),
            () -> waitNanos(steps.incrementAndGet() % 4 == 0 ? 20_000_000 : 2_000_000));
    // 100 examples in 2 ms are 50,000 a second, whatever every fourth step takes; a wait is never
    // shorter than asked and, on a busy machine, may be longer.
    assertTrue(rate <= 50_000 && rate > 10_000, "rate " + rate);
  }

  @Test
  void slowStepsCountToo() {
    AtomicInteger steps = new AtomicInteger();
    StepClock.examplesPerSecond(Workload.W3, Duration.ofNanos(1), steps::incrementAndGet);
    assertEquals(10, steps.get());
  }

  private static void waitNanos(long nanos) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}

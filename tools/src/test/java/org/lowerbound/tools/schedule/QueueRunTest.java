package org.lowerbound.tools.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lowerbound.random.RandomStream;

class QueueRunTest {
  /** Sums of some hundred numbers of size one, in double. */
  private static final double ROUNDING = 1e-9;

  private static void check(
      double end, double efficiency, double tail, int slots, double... trials) {
    QueueRun run = QueueRun.of(ImmutableDoubleArray.copyOf(trials), slots);
    assertEquals(end, run.endSeconds(), ROUNDING);
    assertEquals(efficiency, run.efficiency(), ROUNDING);
    assertEquals(tail, run.tailSeconds(), ROUNDING);
  }

  @Test
  void oneSlotIsNeverIdle() {
    check(7, 1, 0, 1, 3, 1, 2, 1);
  }

  @Test
  void equalTrialsComeInRounds() {
    for (int slots : new int[] {1, 2, 3, 5, 7}) {
      double[] trials = new double[14];
      Arrays.fill(trials, 0.5);
      int rounds = (14 + slots - 1) / slots;
      check(0.5 * rounds, 14.0 / (slots * rounds), 14 % slots == 0 ? 0 : 0.5, slots, trials);
    }
  }

  @Test
  void aLongTrialCostsALongTailIfItComesLast() {
    check(4, 6.0 / 8, 2, 2, 1, 1, 1, 3);
    check(3, 1, 0, 2, 3, 1, 1, 1);
  }

  @Test
  void slotsWithoutATrialWaitFromTheStart() {
    check(3, 4.0 / 15, 3, 5, 3, 1);
    check(0, 1, 0, 2, 0);
  }

  @Test
  void isWithinGrahamsBound() {
    RandomStream stream = new RandomStream(1, "trials");
    double[] trials = new double[200];
    for (int i = 0; i < trials.length; i++) {
      trials[i] = Math.exp(stream.nextGaussian());
    }
    double longest = Arrays.stream(trials).max().orElseThrow();
    double all = Arrays.stream(trials).sum();
    for (int slots : new int[] {2, 10, 90}) {
      QueueRun run = QueueRun.of(ImmutableDoubleArray.copyOf(trials), slots);
      assertTrue(run.endSeconds() >= Math.max(longest, all / slots));
      assertTrue(run.endSeconds() <= all / slots + (1 - 1.0 / slots) * longest + ROUNDING);
      assertTrue(run.tailSeconds() <= longest + ROUNDING);
    }
  }

  @Test
  void drawsEquallyManyOfEachRowInTheirOrder() {
    RecordedTimes times =
        new RecordedTimes(
            ImmutableList.of(ImmutableDoubleArray.of(1, 2), ImmutableDoubleArray.of(10, 20, 30)),
            0);
    assertEquals(5, times.count());
    assertEquals(ImmutableDoubleArray.of(1, 2, 10, 20, 30), times.all());
    ImmutableDoubleArray drawn = times.drawn(3000, 7);
    assertTrue(drawn.subArray(0, 1500).stream().allMatch(seconds -> seconds <= 2));
    assertTrue(drawn.subArray(1500, 3000).stream().allMatch(seconds -> seconds >= 10));
    // Four standard errors of the means of 1,500 draws.
    assertEquals(1.5, drawn.subArray(0, 1500).stream().average().orElseThrow(), 0.052);
    assertEquals(20, drawn.subArray(1500, 3000).stream().average().orElseThrow(), 0.85);
    assertEquals(drawn, times.drawn(3000, 7));
    assertTrue(!drawn.equals(times.drawn(3000, 8)));
    assertEquals(ImmutableDoubleArray.of(1), one(1).drawn(1, 0));
    assertThrows(IllegalArgumentException.class, () -> times.drawn(0, 0));
  }

  private static RecordedTimes one(double seconds) {
    return new RecordedTimes(ImmutableList.of(ImmutableDoubleArray.of(seconds)), 0);
  }
}

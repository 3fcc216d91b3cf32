package org.lowerbound.objective.closedform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import org.junit.jupiter.api.Test;
import org.lowerbound.objective.TurnOrder;
import org.lowerbound.schedule.Time;

/** The last step of an epoch, unless the epoch lacks one. */
final class EpochEndsTest {
  private static final TurnOrder ORDER = new EpochEnds();

  /** Returns the turns of steps, of which those that are marked by an x are skipped. */
  private static String turns(int stepsPerEpoch, String steps) {
    ImmutableDoubleArray memory = ORDER.start();
    StringBuilder turns = new StringBuilder();
    for (int step = 0; step < steps.length(); step++) {
      Time time = new Time(step, stepsPerEpoch);
      turns.append(ORDER.turn(time, memory));
      if (steps.charAt(step) != 'x') {
        memory = ORDER.after(time, memory, ImmutableMap.of());
      }
    }
    return turns.toString();
  }

  @Test
  void theLastStepOfAnEpochTakesTheSecondTurn() {
    assertEquals("00010001", turns(4, "........"));
    assertEquals("111", turns(1, "..."));
  }

  @Test
  void anEpochThatLacksAStepDoesNot() {
    assertEquals("000000010001", turns(4, "x..........."));
    assertEquals("000100000001", turns(4, "....xxx....."));
    assertEquals("000000000001", turns(4, ".xxxx......."));
    // A last step that is skipped itself leaves the next epoch whole.
    assertEquals("00010001", turns(4, "...x...."));
  }
}

package org.lowerbound.objective.alternating;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lowerbound.schedule.Time;

/** The turns that bounds and mutual informations lead to. */
final class LaggingOrderTest {
  private static final int STEPS_PER_EPOCH = 12;
  private static final String TURNS = "EDJ"; // encoder, decoder, joint

  /** Returns the turns of steps that report the given bounds and informations. */
  private static String turns(LaggingOrder order, double[] bounds, double[] information) {
    StringBuilder turns = new StringBuilder();
    ImmutableDoubleArray memory = order.start();
    for (int step = 0; step < bounds.length; step++) {
      Time time = new Time(step, STEPS_PER_EPOCH);
      turns.append(TURNS.charAt(order.turn(time, memory)));
      memory =
          order.after(
              time,
              memory,
              ImmutableMap.of("bound", bounds[step], "mutual-information", information[step]));
    }
    return turns.toString();
  }

  private static double[] rising(int steps) {
    return IntStream.range(0, steps).asDoubleStream().toArray();
  }

  @Test
  void theEncoderIsTrainedUntilItsBoundStopsToRise() {
    // Windows of 2: the means are 1, 2, 2: the third look sees no rise.
    double[] bounds = {0, 2, 1, 3, 4, 0, /* decoder */ 9, /* from the beginning */ 5, 5, 5, 5, 7};
    assertEquals("EEEEEEDEEEED", turns(new LaggingOrder(2, 100), bounds, rising(12)));
  }

  @Test
  void theEncoderMakesNoMoreThanItsMostSteps() {
    assertEquals("EEEEEDEEEEED", turns(new LaggingOrder(2, 5), rising(12), rising(12)));
  }

  @Test
  void allStepsAreJointOnceTheInformationHasStoppedToRise() {
    double[] information = new double[4 * STEPS_PER_EPOCH];
    for (int i = 0; i < information.length; i++) {
      // Means of the epochs: 1, 3, 3, 9. The rise at the end comes too late.
      information[i] = List.of(1, 3, 3, 9).get(i / STEPS_PER_EPOCH);
    }
    String turns = turns(new LaggingOrder(1, 2), rising(information.length), information);
    assertEquals("EED".repeat(12), turns.substring(0, 36));
    assertEquals("J".repeat(12), turns.substring(36));
  }

  @Test
  void theMemoryBelongsToTheStepsAndNotToTheOrder() {
    LaggingOrder order = new LaggingOrder(2, 5);
    String first = turns(order, rising(12), rising(12));
    assertEquals(first, turns(order, rising(12), rising(12)));
  }
}

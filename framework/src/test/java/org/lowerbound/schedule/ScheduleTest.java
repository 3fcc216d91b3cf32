package org.lowerbound.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class ScheduleTest {
  private static final long STEPS_PER_EPOCH = 50;
  private static final double ROUNDING = 1e-12; // A few operations in double precision.

  private static double at(Schedule schedule, long step) {
    return schedule.at(new Time(step, STEPS_PER_EPOCH));
  }

  private static void assertRejected(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }

  /** The same length, once in epochs and once in steps. */
  private static List<Span> hundredSteps() {
    return List.of(Span.ofEpochs(2), Span.ofSteps(100));
  }

  @Test
  void constantNeverChanges() {
    Schedule schedule = new ConstantSchedule(0.3);
    assertEquals(0.3, at(schedule, 0));
    assertEquals(0.3, at(schedule, 1_000_000));
    assertEquals(0, schedule.settlesAfter(STEPS_PER_EPOCH));
  }

  @Test
  void linearIsAStraightLineThenConstant() {
    for (Span over : hundredSteps()) {
      Schedule schedule = new LinearSchedule(1, 4, over);
      assertEquals(1, at(schedule, 0));
      assertEquals(1.75, at(schedule, 25), ROUNDING);
      assertEquals(2.5, at(schedule, 50), ROUNDING);
      assertEquals(3.97, at(schedule, 99), ROUNDING);
      assertEquals(4, at(schedule, 100));
      assertEquals(4, at(schedule, 1000));
      assertEquals(100, schedule.settlesAfter(STEPS_PER_EPOCH));
    }
  }

  @Test
  void cosineIsFlatAtBothEnds() {
    for (Span over : hundredSteps()) {
      Schedule schedule = new CosineSchedule(1, 0, over);
      assertEquals(1, at(schedule, 0));
      // cos² of half the angle: Loshchilov and Hutter's formula in another form.
      assertEquals(Math.pow(Math.cos(Math.PI / 8), 2), at(schedule, 25), ROUNDING);
      assertEquals(0.5, at(schedule, 50), ROUNDING);
      assertEquals(0, at(schedule, 100));
      assertEquals(0, at(schedule, 101));
      assertEquals(100, schedule.settlesAfter(STEPS_PER_EPOCH));
    }
  }

  @Test
  void sigmoidStartsAndEndsExactly() {
    for (double steepness : new double[] {1e-9, 0.3, 1, 5, 10, 12, 17.3, 33, 50, 77.7, 100}) {
      for (Span over : hundredSteps()) {
        Schedule schedule = new SigmoidSchedule(0.2, 0.7, over, steepness);
        assertEquals(0.2, at(schedule, 0), "steepness " + steepness);
        assertEquals(0.45, at(schedule, 50), ROUNDING, "steepness " + steepness);
        assertEquals(0.7, at(schedule, 100), "steepness " + steepness);
        assertEquals(0.7, at(schedule, 5000), "steepness " + steepness);
        assertEquals(100, schedule.settlesAfter(STEPS_PER_EPOCH));
      }
    }
  }

  @Test
  void sigmoidIsTheScaledLogistic() {
    Schedule schedule = new SigmoidSchedule(0, 1, Span.ofSteps(100), 12);
    for (int step : new int[] {1, 10, 25, 50, 60, 90, 99}) {
      double raw = 1 / (1 + Math.exp(-12 * (step / 100.0 - 0.5)));
      double start = 1 / (1 + Math.exp(6));
      double end = 1 / (1 + Math.exp(-6));
      assertEquals((raw - start) / (end - start), at(schedule, step), ROUNDING);
    }
  }

  @Test
  void aSlightSigmoidIsAStraightLine() {
    Schedule schedule = new SigmoidSchedule(0, 1, Span.ofSteps(100), 1e-17);
    assertEquals(0.25, at(schedule, 25), ROUNDING);
  }

  @Test
  void cyclicalStartsAgain() {
    for (Span period : hundredSteps()) {
      Schedule schedule = new CyclicalSchedule(0, 1, period, 3, 0.5);
      for (int cycle = 0; cycle < 3; cycle++) {
        int start = 100 * cycle;
        assertEquals(0, at(schedule, start), ROUNDING);
        assertEquals(0.5, at(schedule, start + 25), ROUNDING);
        assertEquals(1, at(schedule, start + 50), ROUNDING);
        assertEquals(1, at(schedule, start + 99), ROUNDING);
      }
      assertEquals(1, at(schedule, 300));
      assertEquals(1, at(schedule, 10_000));
      assertEquals(250, schedule.settlesAfter(STEPS_PER_EPOCH), ROUNDING);
    }
  }

  @Test
  void piecesFollowEachOther() {
    Schedule schedule =
        new PiecewiseSchedule(
            ImmutableList.of(
                new PiecewiseSchedule.Piece(3, Span.ofEpochs(1)),
                new PiecewiseSchedule.Piece(2, Span.ofSteps(10)),
                new PiecewiseSchedule.Piece(1, Span.ofEpochs(0.5))));
    assertEquals(3, at(schedule, 0));
    assertEquals(3, at(schedule, 49));
    assertEquals(2, at(schedule, 50));
    assertEquals(2, at(schedule, 59));
    assertEquals(1, at(schedule, 60));
    assertEquals(1, at(schedule, 84));
    assertEquals(1, at(schedule, 85)); // The last value stays.
    assertEquals(60, schedule.settlesAfter(STEPS_PER_EPOCH));
  }

  @Test
  void noScheduleMovesAfterItSaysItSettles() {
    Span over = Span.ofEpochs(1.5);
    List<Schedule> schedules =
        List.of(
            new ConstantSchedule(2),
            new LinearSchedule(0, 1, over),
            new CosineSchedule(1, 0, over),
            new SigmoidSchedule(0, 1, over, 12),
            new CyclicalSchedule(0, 1, over, 4, 0.5),
            new PiecewiseSchedule(
                ImmutableList.of(
                    new PiecewiseSchedule.Piece(3, over), new PiecewiseSchedule.Piece(2, over))));
    for (Schedule schedule : schedules) {
      long settled = (long) Math.ceil(schedule.settlesAfter(STEPS_PER_EPOCH));
      double last = at(schedule, 1_000_000);
      for (long step = settled; step < settled + 200; step++) {
        assertEquals(last, at(schedule, step), ROUNDING, schedule + " at " + step);
      }
      if (settled > 0) {
        assertTrue(Math.abs(last - at(schedule, settled - 2)) > ROUNDING, schedule.toString());
      }
    }
  }

  @Test
  void aLengthIsGivenInOneUnit() {
    assertRejected(
        "a length is given either in epochs or in steps, e.g. {\"epochs\": 10} or"
            + " {\"steps\": 500}",
        () -> new Span(Optional.empty(), Optional.empty()));
    assertThrows(IllegalArgumentException.class, () -> new Span(Optional.of(1.0), Optional.of(1L)));
    assertRejected("epochs must be positive but is 0.0", () -> Span.ofEpochs(0));
    assertRejected(
        "epochs must be finite but is Infinity", () -> Span.ofEpochs(Double.POSITIVE_INFINITY));
    assertRejected("epochs must be positive but is NaN", () -> Span.ofEpochs(Double.NaN));
    assertRejected("steps must be positive but is -3", () -> Span.ofSteps(-3));
    assertEquals(75, Span.ofEpochs(1.5).toSteps(STEPS_PER_EPOCH));
    assertEquals(75, Span.ofSteps(75).toSteps(STEPS_PER_EPOCH));
    assertEquals("1.5 epochs", Span.ofEpochs(1.5).toString());
    assertEquals("75 steps", Span.ofSteps(75).toString());
  }

  @Test
  void badArgumentsAreNamed() {
    Span over = Span.ofSteps(1);
    assertRejected("value must be finite but is NaN", () -> new ConstantSchedule(Double.NaN));
    assertRejected(
        "from must be finite but is Infinity",
        () -> new LinearSchedule(Double.POSITIVE_INFINITY, 0, over));
    assertRejected("to must be finite but is NaN", () -> new CosineSchedule(0, Double.NaN, over));
    assertRejected(
        "steepness must be above 0 and at most 100 but is 0.0",
        () -> new SigmoidSchedule(0, 1, over, 0));
    assertRejected(
        "steepness must be above 0 and at most 100 but is 101.0",
        () -> new SigmoidSchedule(0, 1, over, 101));
    assertRejected(
        "cycles must be positive but is 0", () -> new CyclicalSchedule(0, 1, over, 0, 0.5));
    assertRejected(
        "rise must be above 0 and at most 1 but is 1.5",
        () -> new CyclicalSchedule(0, 1, over, 1, 1.5));
    assertRejected("pieces must not be empty", () -> new PiecewiseSchedule(ImmutableList.of()));
    assertRejected(
        "value must be finite but is NaN", () -> new PiecewiseSchedule.Piece(Double.NaN, over));
  }

  @Test
  void timeCountsUpdatesFromOne() {
    assertEquals(1, new Time(0, 10).update());
    assertRejected("step must not be negative but is -1", () -> new Time(-1, 10));
    assertRejected("stepsPerEpoch must be positive but is 0", () -> new Time(0, 0));
  }

  @Test
  void rangesHoldAllValuesAndNoMore() {
    Span over = Span.ofSteps(40);
    List<Schedule> schedules =
        List.of(
            new ConstantSchedule(-0.3),
            new LinearSchedule(2, -1, over),
            new CosineSchedule(-1, 2, over),
            new SigmoidSchedule(2, -1, over, 12),
            new CyclicalSchedule(0.5, 2, over, 3, 0.5),
            new PiecewiseSchedule(
                ImmutableList.of(
                    new PiecewiseSchedule.Piece(1, over),
                    new PiecewiseSchedule.Piece(-5, over),
                    new PiecewiseSchedule.Piece(3, over))));
    for (Schedule schedule : schedules) {
      double smallest = Double.POSITIVE_INFINITY;
      double largest = Double.NEGATIVE_INFINITY;
      for (int step = 0; step < 200; step++) {
        smallest = Math.min(smallest, at(schedule, step));
        largest = Math.max(largest, at(schedule, step));
      }
      assertEquals(smallest, schedule.range().lowerEndpoint(), ROUNDING, schedule.toString());
      assertEquals(largest, schedule.range().upperEndpoint(), ROUNDING, schedule.toString());
    }
  }

  @Test
  void aScheduleThatLeavesItsRangeIsRefusedWithTheValue() {
    Span over = Span.ofSteps(10);
    assertRejected(
        "beta must be finite and not negative but is -1.0",
        () -> Schedule.checkNotNegative(new CosineSchedule(1, -1, over), "beta"));
    assertRejected(
        "beta must be finite and not negative but is 1.0E300",
        () -> Schedule.checkNotNegative(new ConstantSchedule(1e300), "beta"));
    Schedule.checkNotNegative(new LinearSchedule(0, Float.MAX_VALUE, over), "beta");
  }
}

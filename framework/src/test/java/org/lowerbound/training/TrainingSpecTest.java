package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.lowerbound.schedule.Span;

final class TrainingSpecTest {
  private static TrainingSpec epochs(int batchSize, int epochs) {
    return new TrainingSpec(
        batchSize, Optional.of(epochs), Optional.empty(), Optional.empty(), 10, 1);
  }

  private static TrainingSpec steps(int batchSize, long steps) {
    return new TrainingSpec(
        batchSize, Optional.empty(), Optional.of(steps), Optional.empty(), 10, 1);
  }

  private static void assertRejected(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }

  @Test
  void anIncompleteBatchSitsOut() {
    assertEquals(3, epochs(6, 5).stepsPerEpoch(20));
    assertEquals(15, epochs(6, 5).totalSteps(20));
    assertEquals(1, epochs(20, 5).stepsPerEpoch(20));
    assertEquals(7, steps(6, 7).totalSteps(20));
  }

  @Test
  void theLengthIsAsItWasGiven() {
    assertEquals(Span.ofEpochs(5), epochs(6, 5).length());
    assertEquals(Span.ofSteps(7), steps(6, 7).length());
  }

  @Test
  void aBatchFitsIntoTheSplit() {
    assertRejected(
        "batchSize 21 is larger than the training split of 20 examples",
        () -> epochs(21, 5).stepsPerEpoch(20));
    assertRejected(
        "batchSize 21 is larger than the training split of 20 examples",
        () -> epochs(21, 5).totalSteps(20));
  }

  @Test
  void badArgumentsAreNamed() {
    assertRejected("batchSize must be positive but is 0", () -> epochs(0, 1));
    assertRejected("epochs must be positive but is 0", () -> epochs(1, 0));
    assertRejected("steps must be positive but is -1", () -> steps(1, -1));
    assertRejected(
        "the length of the training is given either in \"epochs\" or in \"steps\"",
        () -> new TrainingSpec(1, Optional.empty(), Optional.empty(), Optional.empty(), 10, 1));
    assertRejected(
        "the length of the training is given either in \"epochs\" or in \"steps\"",
        () -> new TrainingSpec(1, Optional.of(1), Optional.of(1L), Optional.empty(), 10, 1));
    assertRejected(
        "clipNorm must be positive but is 0.0",
        () -> new TrainingSpec(1, Optional.of(1), Optional.empty(), Optional.of(0.0), 10, 1));
    assertRejected(
        "nonFiniteLimit must not be negative but is -1",
        () -> new TrainingSpec(1, Optional.of(1), Optional.empty(), Optional.empty(), -1, 1));
    assertRejected(
        "validateEvery must not be negative but is -1",
        () -> new TrainingSpec(1, Optional.of(1), Optional.empty(), Optional.empty(), 10, -1));
  }

  private static TrainingSpec clipped(double limit) {
    return new TrainingSpec(1, Optional.of(1), Optional.empty(), Optional.of(limit), 10, 1);
  }

  @Test
  void aNormLimitIsOneOf32BitFloats() {
    // One that rounds to 0 would stop all parameters; an infinite one would make them NaN.
    String range =
        "clipNorm must lie in 1.17549435E-38 … 3.4028235E38, the range of 32-bit floats, but is ";
    assertRejected(range + "1.0E-60", () -> clipped(1e-60));
    assertRejected(range + "1.0E39", () -> clipped(1e39));
    assertRejected("clipNorm must be positive but is -1.0", () -> clipped(-1));
    assertRejected("clipNorm must be positive but is NaN", () -> clipped(Double.NaN));
    assertEquals(1e-30, clipped(1e-30).clipNorm().orElseThrow());
  }
}

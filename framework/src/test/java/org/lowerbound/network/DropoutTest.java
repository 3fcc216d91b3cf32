package org.lowerbound.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class DropoutTest {
  private static final double RATE = 0.3;
  private static final int COUNT = 20_000;

  private static Pass training(GraphHarness harness, long seed) {
    return Pass.training(harness.noise(seed, "network"));
  }

  @Test
  void dropsAtItsRateAndKeepsTheMean() {
    try (GraphHarness harness = new GraphHarness()) {
      float[] ones = new float[COUNT];
      Arrays.fill(ones, 1);
      Operand<TFloat32> x = harness.input(Shape.of(COUNT / 4, 4), ones);
      float[] y =
          harness.run(new Dropout("net", RATE).apply(harness.tf(), x, training(harness, 1)));
      double[] dropped = new double[COUNT];
      for (int i = 0; i < COUNT; i++) {
        dropped[i] = y[i] == 0 ? 1 : 0;
        assertEquals(y[i] == 0 ? 0 : 1 / (1 - RATE), y[i], 1e-6);
      }
      MonteCarlo.of(dropped).assertExpectation(RATE, "rate");
      MonteCarlo.of(y).assertExpectation(1, "mean");
    }
  }

  @Test
  void theGradientIsTheMask() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> x = harness.input(Shape.of(5, 4), Draws.normal("x", 20, 3, 0.1));
      Operand<TFloat32> y = new Dropout("net", RATE).apply(harness.tf(), x, training(harness, 1));
      float[] gradient = harness.run(harness.gradient(y, x));
      float[] values = harness.run(y);
      for (int i = 0; i < values.length; i++) {
        assertEquals(values[i], gradient[i] * harness.get(x)[i], 1e-6);
      }
    }
  }

  @Test
  void isAFunctionOfSeedAndStep() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> x = harness.input(Shape.of(5, 10), Draws.normal("x", 50, 3, 0.1));
      Dropout dropout = new Dropout("net", RATE);
      Operand<TFloat32> y = dropout.apply(harness.tf(), x, training(harness, 1));
      Operand<TFloat32> again = dropout.apply(harness.tf(), x, training(harness, 1));
      Operand<TFloat32> other = dropout.apply(harness.tf(), x, training(harness, 2));
      float[] first = harness.run(y);
      assertArrayEquals(first, harness.run(y));
      assertArrayEquals(first, harness.run(again));
      assertFalse(Arrays.equals(first, harness.run(other)));
      harness.setStep(1);
      assertFalse(Arrays.equals(first, harness.run(y)));
    }
  }

  @Test
  void layersDropDifferentUnits() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> x = harness.input(Shape.of(5, 10), Draws.normal("x", 50, 3, 0.1));
      Pass pass = training(harness, 1);
      assertFalse(
          Arrays.equals(
              harness.run(new Dropout("one", RATE).apply(harness.tf(), x, pass)),
              harness.run(new Dropout("two", RATE).apply(harness.tf(), x, pass))));
    }
  }

  @Test
  void outsideTrainingNothingHappens() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> x = harness.input(Shape.of(5, 4), Draws.normal("x", 20, 3, 0.1));
      assertSame(x, new Dropout("net", RATE).apply(harness.tf(), x, Pass.evaluation()));
      assertSame(
          x,
          new Dropout("net", RATE).apply(harness.tf(), x, training(harness, 1).outsideTraining()));
      // Nor at rate 0, which may run twice.
      Pass pass = training(harness, 1);
      assertSame(x, new Dropout("net", 0).apply(harness.tf(), x, pass));
      assertSame(x, new Dropout("net", 0).apply(harness.tf(), x, pass));
    }
  }

  @Test
  void aSecondRunInOnePassIsRefused() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> x = harness.input(Shape.of(5, 4), Draws.normal("x", 20, 3, 0.1));
      Pass pass = training(harness, 1);
      Dropout dropout = new Dropout("encoder.hidden1", RATE);
      dropout.apply(harness.tf(), x, pass);
      IllegalArgumentException error =
          assertThrows(
              IllegalArgumentException.class, () -> dropout.apply(harness.tf(), x, pass.freeze()));
      assertEquals(
          "noise in encoder.hidden1: this model or objective runs the network twice in a step, and"
              + " the noise would be another each time; without dropout or corruption there it works",
          error.getMessage());
    }
  }
}

package org.lowerbound.distribution.continuous;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class PointTest {
  @Test
  void allDrawsAreThePointAndPassItsGradient() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      Operand<TFloat32> value = harness.input(Shape.of(2, 2), 1, -2, 3, 0.5f);
      Point point = new Point(value, 2);
      Operand<TFloat32> drawn = point.sampleWithLogProb(tf, harness.noise(1, "none"), 3).value();
      assertEquals(Shape.of(3, 2, 2), harness.shape(drawn));
      assertArrayEquals(
          new float[] {1, -2, 3, 0.5f, 1, -2, 3, 0.5f, 1, -2, 3, 0.5f}, harness.run(drawn));
      // d/dv of three times v².
      assertArrayEquals(
          new float[] {6, -12, 18, 3}, harness.run(harness.gradient(tf.math.square(drawn), value)));
      assertArrayEquals(new float[] {1, -2, 3, 0.5f}, harness.run(tf.identity(point.mean(tf))));
      Operand<TFloat32> detached =
          point.detached(tf).sampleWithLogProb(tf, harness.noise(1, "none"), 3).value();
      assertArrayEquals(new float[4], harness.run(harness.gradient(detached, value)));
    }
  }

  @Test
  void noUseOfADensityGetsThrough() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      Operand<TFloat32> value = harness.input(Shape.of(1, 2), 1, -2);
      Point point = new Point(value, 2);
      Operand<TFloat32> logProb =
          point.sampleWithLogProb(tf, harness.noise(1, "none"), 3).logProb();
      List<Executable> uses =
          List.of(
              () -> point.logProb(tf, value),
              () -> point.detached(tf).logProb(tf, value),
              () -> tf.math.sub(value, logProb),
              () -> tf.math.add(logProb, value),
              () -> tf.stopGradient(logProb),
              () -> harness.run(logProb),
              () -> logProb.shape(),
              () -> logProb.op());
      for (Executable use : uses) {
        String message = assertThrows(IllegalArgumentException.class, use).getMessage();
        assertTrue(message.startsWith("the posterior point has no density: "), message);
        assertTrue(message.endsWith("such as \"diagonal-normal\""), message);
      }
    }
  }
}

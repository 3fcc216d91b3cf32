package org.lowerbound.distribution.continuous;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
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
      Operand<TFloat32> drawn = point.draw(tf, harness.noise(1, "none"), 3);
      assertEquals(Shape.of(3, 2, 2), harness.shape(drawn));
      assertArrayEquals(
          new float[] {1, -2, 3, 0.5f, 1, -2, 3, 0.5f, 1, -2, 3, 0.5f}, harness.run(drawn));
      // d/dv of three times v².
      assertArrayEquals(
          new float[] {6, -12, 18, 3}, harness.run(harness.gradient(tf.math.square(drawn), value)));
      assertArrayEquals(new float[] {1, -2, 3, 0.5f}, harness.run(tf.identity(point.mean(tf))));
    }
  }
}

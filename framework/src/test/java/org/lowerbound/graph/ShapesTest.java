package org.lowerbound.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class ShapesTest {
  private final float[] values = Draws.normal("values", 24, 0, 1);

  @Test
  void rowsKeepTheOrderOfTheValues() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> rows =
          Shapes.toRows(harness.tf(), harness.input(Shape.of(2, 3, 4), values), 4);
      assertEquals(Shape.of(6, 4), harness.shape(rows));
      assertArrayEquals(values, harness.run(rows));
      Operand<TFloat32> already =
          Shapes.toRows(harness.tf(), harness.input(Shape.of(6, 4), values), 4);
      assertEquals(Shape.of(6, 4), harness.shape(already));
    }
  }

  @Test
  void leadingAxesComeBack() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> like = harness.input(Shape.of(2, 3, 7), new float[42]);
      Operand<TFloat32> rows = harness.input(Shape.of(6, 4), values);
      Operand<TFloat32> one = Shapes.withLeadingAxesOf(harness.tf(), like, rows, 4);
      assertEquals(Shape.of(2, 3, 4), harness.shape(one));
      assertArrayEquals(values, harness.run(one));
      Operand<TFloat32> two = Shapes.withLeadingAxesOf(harness.tf(), like, rows, 2, 2);
      assertEquals(Shape.of(2, 3, 2, 2), harness.shape(two));
    }
  }

  @Test
  void aVectorHasNoLeadingAxes() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> like = harness.input(Shape.of(3), 1, 2, 3);
      Operand<TFloat32> x = harness.input(Shape.of(1, 2), 4, 5);
      Operand<TFloat32> vector = Shapes.withLeadingAxesOf(harness.tf(), like, x, 2);
      assertEquals(Shape.of(2), harness.shape(vector));
    }
  }

  @Test
  void prependPutsTheDrawsFirst() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> x = harness.input(Shape.of(3, 2), new float[6]);
      Operand<TFloat32> zeros =
          harness
              .tf()
              .zeros(Shapes.prepend(harness.tf(), 5, harness.tf().shape(x)), TFloat32.class);
      assertEquals(Shape.of(5, 3, 2), harness.shape(zeros));
    }
  }
}

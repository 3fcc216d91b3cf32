package org.lowerbound.distribution.bijector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class HouseholderTest extends BijectorContract {
  @Override
  protected List<Integer> dimensions() {
    return List.of(1, 2, 5);
  }

  @Override
  protected List<Integer> parameterLengths(int dimension) {
    return List.of(dimension, dimension, dimension);
  }

  @Override
  protected Bijector create(Ops tf, List<Operand<TFloat32>> parameters, int dimension) {
    return new Householder(ImmutableList.copyOf(parameters), dimension);
  }

  @Test
  void reflectsAtThePlaneNormalToTheVectorAndTheFirstVectorFirst() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      Operand<TFloat32> x = harness.input(Shape.of(1, 2), 3, 5);
      Operand<TFloat32> flip = harness.input(Shape.of(2), 7, 0); // (x, y) -> (−x, y)
      Operand<TFloat32> exchange = harness.input(Shape.of(2), 0.5f, -0.5f); // (x, y) -> (y, x)
      Householder map = new Householder(ImmutableList.of(flip, exchange), 2);
      // Rounding of one multiplication and division.
      assertArrayEquals(new float[] {5, -3}, harness.run(map.forward(tf, x).value()), 1e-6f);
      assertArrayEquals(new float[] {-5, 3}, harness.run(map.inverse(tf, x).value()), 1e-6f);
    }
  }

  @Test
  void lengthsAreKeptForVectorsOfAnyLength() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      Operand<TFloat32> x = harness.input(Shape.of(1, 2), 3, 4);
      Operand<TFloat32> vector = harness.input(Shape.of(2), 1, 1);
      Operand<TFloat32> y = new Householder(ImmutableList.of(vector), 2).forward(tf, x).value();
      for (float length : new float[] {1e-25f, 1e-12f, 1, 1e12f, 1e25f}) {
        harness.set(vector, length, 2 * length);
        float[] actual = harness.run(y);
        assertEquals(5, Math.hypot(actual[0], actual[1]), 2e-6, "length " + length);
      }
    }
  }

  @Test
  void refusesNoVectorsAndVectorsOfAnotherDimension() {
    assertEquals(
        "vectors must not be empty",
        assertThrows(IllegalArgumentException.class, () -> new Householder(ImmutableList.of(), 2))
            .getMessage());
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> vector = harness.input(Shape.of(3), 1, 1, 1);
      assertEquals(
          "a reflection's vector must have the shape [2] or [B, 2], not [3]",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> new Householder(ImmutableList.of(vector), 2))
              .getMessage());
    }
  }
}

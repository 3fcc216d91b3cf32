package org.lowerbound.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class CustomGradientsTest {
  private static final String FIVE_TIMES = "test-five-times-upstream";
  private static final String ENDS_IN_DIGITS = "test-gradient-7";

  static {
    // Not the gradient of anything, so that nothing but the registry can have given it.
    CustomGradients.register(
        FIVE_TIMES, (tf, inputs, upstream) -> List.of(tf.math.mul(upstream, tf.constant(5f))));
    CustomGradients.register(
        ENDS_IN_DIGITS, (tf, inputs, upstream) -> List.of(tf.math.mul(upstream, inputs.get(0))));
  }

  private static Operand<TFloat32> square(Ops tf, Operand<TFloat32> x) {
    return CustomGradients.attach(tf, FIVE_TIMES, tf.math.square(x), List.of(x));
  }

  @Test
  void theValueStaysAndTheGradientIsTheRegisteredOne() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> x = harness.input(Shape.of(2), 3, -4);
      Operand<TFloat32> y = square(harness.tf(), x);
      assertArrayEquals(new float[] {9, 16}, harness.run(y));
      assertArrayEquals(new float[] {5, 5}, harness.run(harness.gradient(y, x)));
    }
  }

  @Test
  void usesInOneGraphInScopesAndInChainsAreKeptApart() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      Operand<TFloat32> x = harness.input(Shape.of(1), 3);
      Operand<TFloat32> once = square(tf, x);
      Operand<TFloat32> twice = square(tf.withSubScope("inner"), once);
      Operand<TFloat32> other =
          CustomGradients.attach(tf, ENDS_IN_DIGITS, tf.math.exp(x), List.of(x));
      assertEquals(81f, harness.scalar(twice));
      assertEquals(25f, harness.scalar(harness.gradient(twice, x)));
      assertEquals(3f, harness.scalar(harness.gradient(other, x)));
      assertEquals(28f, harness.scalar(harness.gradient(tf.math.add(twice, other), x)));
    }
  }

  @Test
  void anUnregisteredNameIsAnError() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> x = harness.input(Shape.of(1), 3);
      IllegalArgumentException error =
          assertThrows(
              IllegalArgumentException.class,
              () -> CustomGradients.attach(harness.tf(), "unheard-of", x, List.of(x)));
      assertEquals("no gradient unheard-of is registered", error.getMessage());
    }
  }

  @Test
  void aNameIsRegisteredOnce() {
    IllegalStateException error =
        assertThrows(
            IllegalStateException.class,
            () -> CustomGradients.register(FIVE_TIMES, (tf, inputs, upstream) -> inputs));
    assertEquals("gradient " + FIVE_TIMES + " is already registered", error.getMessage());
  }

  @Test
  void aNameHasLowerCaseLettersDigitsAndHyphens() {
    for (String name : List.of("", "Upper", "under_score", "a/b")) {
      assertThrows(
          IllegalArgumentException.class,
          () -> CustomGradients.register(name, (tf, inputs, upstream) -> inputs));
    }
  }
}

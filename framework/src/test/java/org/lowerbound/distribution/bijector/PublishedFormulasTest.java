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

/**
 * Values of single vectors, computed by hand in double precision from the papers' formulas. The
 * tolerance is the rounding of some ten operations on values up to 5.
 */
final class PublishedFormulasTest {
  private static final float ROUNDING = 3e-6f;

  private static float[] forward(GraphHarness harness, Bijector map, float... x) {
    Operand<TFloat32> argument = harness.input(Shape.of(1, x.length), x);
    return harness.run(map.forward(harness.tf(), argument).value());
  }

  private static Operand<TFloat32> vector(GraphHarness harness, double... values) {
    return harness.input(Shape.of(values.length), floats(values));
  }

  private static float[] floats(double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  @Test
  void planar() {
    try (GraphHarness harness = new GraphHarness()) {
      // wᵀu = −1.5 is not allowed as it is.
      Planar map =
          new Planar(vector(harness, 1, 2), vector(harness, 0.5, -1), vector(harness, 0.3), 2);
      double allowed = -1 + 1e-3 + Math.log1p(Math.exp(-1.5));
      double[] constrained = {0.5 + (allowed + 1.5) / 5, -1 + 2 * (allowed + 1.5) / 5};
      double tanh = Math.tanh(0.7 - 2 * 0.4 + 0.3);
      assertArrayEquals(
          floats(0.7 + constrained[0] * tanh, -0.4 + constrained[1] * tanh),
          forward(harness, map, 0.7f, -0.4f),
          ROUNDING);
    }
  }

  @Test
  void radial() {
    try (GraphHarness harness = new GraphHarness()) {
      Radial map =
          new Radial(vector(harness, 1, -1), vector(harness, 0.4), vector(harness, -0.2), 2);
      double alpha = Math.exp(0.4);
      double beta = -alpha + 1e-3 * alpha + Math.log1p(Math.exp(-0.2));
      double factor = 1 + beta / (alpha + 5); // x − c = (3, −4)
      assertArrayEquals(
          floats(1 + 3 * factor, -1 - 4 * factor), forward(harness, map, 4, -5), ROUNDING);
    }
  }

  @Test
  void sylvester() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      Sylvester map =
          new Sylvester(
              OrthogonalFactors.triangular(tf, 2, true),
              vector(harness, 0.5, 2, -0.3),
              vector(harness, 1, -1.5, 0.8),
              vector(harness, 0.1, -0.2),
              2,
              2);
      double[] x = {0.7, -0.4};
      // Qᵀx = (x₁, x₀); rows of R̃ and R from the diagonal on.
      double first = Math.tanh(0.9994 * Math.tanh(1) * x[1] - 1.5 * x[0] + 0.1);
      double second = Math.tanh(0.9994 * Math.tanh(0.8) * x[0] - 0.2);
      double u = 0.9994 * Math.tanh(0.5) * first + 2 * second;
      double v = 0.9994 * Math.tanh(-0.3) * second;
      assertArrayEquals(floats(x[0] + v, x[1] + u), forward(harness, map, 0.7f, -0.4f), ROUNDING);
    }
  }

  @Test
  void inverseAutoregressive() {
    try (GraphHarness harness = new GraphHarness()) {
      AutoregressiveFunction function =
          (tf, x) -> {
            Operand<TFloat32> before =
                tf.math.mul(tf.reverse(x, tf.array(1)), tf.constant(new float[] {0, 1}));
            return ImmutableList.of(before, tf.math.mul(tf.constant(2f), before));
          };
      InverseAutoregressive map = new InverseAutoregressive(new Twins<>(function, function), 2);
      double open = 1 / (1 + Math.exp(-1.4)); // m = 0.7 and s = 1.4 for the second component
      assertArrayEquals(
          floats(0.5 * 0.7, open * -0.4 + (1 - open) * 0.7),
          forward(harness, map, 0.7f, -0.4f),
          ROUNDING);
    }
  }

  @Test
  void affineCoupling() {
    try (GraphHarness harness = new GraphHarness()) {
      Conditioner conditioner = (tf, passed) -> ImmutableList.of(passed, tf.math.square(passed));
      Twins<Conditioner> twins = new Twins<>(conditioner, conditioner);
      double scale = Math.exp(5 * Math.tanh(4 / 5.0)); // s = 2² before the bound
      assertArrayEquals(
          floats(2, 0.1 * scale + 2),
          forward(harness, new AffineCoupling(twins, new Halves(2, false)), 2, 0.1f),
          1e-5f); // A scale of 28 multiplies the rounding.
      assertArrayEquals(
          floats(0.1 * scale + 2, 2),
          forward(harness, new AffineCoupling(twins, new Halves(2, true)), 0.1f, 2),
          1e-5f);
    }
  }

  @Test
  void theSecondHalfHasTheOddComponent() {
    assertEquals(2, new Halves(5, false).passed());
    assertEquals(3, new Halves(5, false).changed());
    assertEquals(3, new Halves(5, true).passed());
    assertEquals(2, new Halves(5, true).changed());
    assertEquals(
        "dimension must be at least 2, not 1",
        assertThrows(IllegalArgumentException.class, () -> new Halves(1, false)).getMessage());
  }

  @Test
  void functionsWithTheWrongNumberOfOutputsAreRefused() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> x = harness.input(Shape.of(1, 2), 0, 0);
      Conditioner conditioner = (tf, passed) -> ImmutableList.of(passed, passed, passed);
      Twins<Conditioner> twins = new Twins<>(conditioner, conditioner);
      Halves halves = new Halves(2, false);
      AutoregressiveFunction function = (tf, all) -> ImmutableList.of(all);
      List<Bijector> maps =
          List.of(
              new AffineCoupling(twins, halves),
              new SplineCoupling(twins, halves, 4, 3),
              new InverseAutoregressive(new Twins<>(function, function), 2));
      List<String> messages =
          List.of(
              "an affine coupling's conditioner must give 2 parameters, shift and log scale, not 3",
              "a spline coupling's conditioner must give 1 parameter, not 3",
              "an inverse autoregressive layer's function must have 2 outputs, m and s, not 1");
      for (int i = 0; i < maps.size(); i++) {
        Bijector map = maps.get(i);
        assertEquals(
            messages.get(i),
            assertThrows(IllegalArgumentException.class, () -> map.forward(harness.tf(), x))
                .getMessage());
      }
    }
  }
}

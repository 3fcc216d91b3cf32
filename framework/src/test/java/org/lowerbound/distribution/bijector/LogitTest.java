package org.lowerbound.distribution.bijector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class LogitTest extends BijectorContract {
  @Override
  protected List<Integer> dimensions() {
    return List.of(1, 3);
  }

  @Override
  protected List<Integer> parameterLengths(int dimension) {
    return List.of();
  }

  @Override
  protected Bijector create(Ops tf, List<Operand<TFloat32>> parameters, int dimension) {
    return new Logit(0.05, dimension);
  }

  /** Arguments of both directions: within (0, 1), and their own images within it, too. */
  @Override
  protected float[] arguments(int count) {
    float[] uniform = Draws.uniform("arguments", count);
    for (int i = 0; i < count; i++) {
      uniform[i] = 0.05f + 0.9f * uniform[i];
    }
    return uniform;
  }

  @Test
  void greyLevelsWithNoiseKeepTheirPrecisionAtBothEnds() {
    // The least and the greatest dequantised value, 2⁻²⁴ from an end, and others.
    double least = Math.scalb(1.0, -24);
    double[] values = {least, 1.0 / 256 - least, 0.5, 0.999, 1 - least};
    for (double alpha : new double[] {0, 1e-6, 0.05}) {
      try (GraphHarness harness = new GraphHarness()) {
        Ops tf = harness.tf();
        Operand<TFloat32> x = harness.input(Shape.of(1, 1), 0);
        Bijector.Image image = new Logit(alpha, 1).forward(tf, x);
        for (double value : values) {
          harness.set(x, (float) value);
          List<float[]> actual = harness.run(List.of(image.value(), image.logDeterminant()));
          double seen = (float) value; // Exact but for 0.999.
          double below = alpha + (1 - 2 * alpha) * seen;
          double above = alpha + (1 - 2 * alpha) * (1 - seen);
          // Two logarithms of up to 17 with a relative error of 10⁻⁷ each, and of what α and its
          // sum are rounded by.
          assertEquals(Math.log(below) - Math.log(above), actual.get(0)[0], 5e-6);
          assertEquals(
              Math.log(1 - 2 * alpha) - Math.log(below) - Math.log(above), actual.get(1)[0], 5e-6);
          assertEquals(Math.log(below / above), new Logit(alpha, 1).of(seen), 1e-12);
        }
      }
    }
  }

  @Test
  void alphaLeavesSomethingOfTheInterval() {
    assertThrows(IllegalArgumentException.class, () -> new Logit(0.5, 1));
    assertThrows(IllegalArgumentException.class, () -> new Logit(-0.01, 1));
    assertThrows(IllegalArgumentException.class, () -> new Logit(Double.NaN, 1));
  }
}

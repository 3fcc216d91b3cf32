package org.lowerbound.distribution.transformed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.bijector.Affine;
import org.lowerbound.distribution.bijector.Bijector;
import org.lowerbound.distribution.bijector.Composition;
import org.lowerbound.distribution.bijector.Permutation;
import org.lowerbound.distribution.bijector.Planar;
import org.lowerbound.distribution.bijector.Radial;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class TransformedDistributionTest {
  private static final int BATCH = 2;

  /** A normal base and a flow of three layers in two dimensions, with their parameters. */
  private record Flow(
      DiagonalNormal base, Bijector bijector, ImmutableList<Operand<TFloat32>> parameters) {
    static Flow of(GraphHarness harness, int rows) {
      ImmutableList.Builder<Operand<TFloat32>> all = ImmutableList.builder();
      int[] lengths = {2, 2, 2, 2, 1, 2, 1, 1};
      for (int p = 0; p < lengths.length; p++) {
        int count = rows * lengths[p];
        all.add(
            harness.input(
                Shape.of(rows, lengths[p]), Draws.normal("parameter " + p, count, 0.1, 0.6)));
      }
      ImmutableList<Operand<TFloat32>> p = all.build();
      return new Flow(
          new DiagonalNormal(p.get(0), p.get(1), 2),
          new Composition(
              ImmutableList.of(
                  new Planar(p.get(2), p.get(3), p.get(4), 2),
                  Permutation.reversal(2),
                  new Radial(p.get(5), p.get(6), p.get(7), 2))),
          p);
    }

    TransformedDistribution distribution() {
      return new TransformedDistribution(base, bijector);
    }
  }

  @Test
  void integratesToOneAndHasTheMomentsOfItsDraws() {
    int side = 181;
    double reach = 9;
    double step = 2 * reach / (side - 1);
    int points = side * side;
    float[] grid = new float[2 * points];
    for (int i = 0; i < points; i++) {
      int row = i / side;
      grid[2 * i] = (float) (-reach + row * step);
      grid[2 * i + 1] = (float) (-reach + (i - row * side) * step);
    }
    int draws = 40_000;
    try (GraphHarness harness = new GraphHarness()) {
      TransformedDistribution q = Flow.of(harness, 1).distribution();
      float[] logProb =
          harness.run(q.logProb(harness.tf(), harness.input(Shape.of(points, 2), grid)));
      float[] drawn =
          harness.run(
              q.sampleWithLogProb(harness.tf(), harness.noise(1, "moments"), draws).value());
      double mass = 0;
      double[] moments = new double[5]; // x, y, x², y², xy
      for (int i = 0; i < logProb.length; i++) {
        double share = Math.exp(logProb[i]) * step * step;
        mass += share;
        for (int m = 0; m < moments.length; m++) {
          moments[m] += share * moment(m, grid[2 * i], grid[2 * i + 1]);
        }
      }
      // The sum over a grid of a smooth density of widths of five and more steps; the mass beyond
      // nine is below 10⁻⁵.
      assertEquals(1, mass, 2e-3);
      for (int m = 0; m < moments.length; m++) {
        double[] values = new double[draws];
        for (int k = 0; k < draws; k++) {
          values[k] = moment(m, drawn[2 * k], drawn[2 * k + 1]);
        }
        MonteCarlo.of(values).assertExpectation(moments[m], "moment " + m);
      }
    }
  }

  private static double moment(int index, double x, double y) {
    return switch (index) {
      case 0 -> x;
      case 1 -> y;
      case 2 -> x * x;
      case 3 -> y * y;
      default -> x * y;
    };
  }

  @Test
  void aDrawComesWithItsOwnDensityAndItsGradient() {
    try (GraphHarness harness = new GraphHarness()) {
      Flow flow = Flow.of(harness, BATCH);
      TransformedDistribution q = flow.distribution();
      int count = 50;
      Sampleable.Draw draw = q.sampleWithLogProb(harness.tf(), harness.noise(1, "draw"), count);
      Operand<TFloat32> again = q.logProb(harness.tf(), draw.value());
      assertEquals(Shape.of(count, BATCH, 2), harness.shape(draw.value()));
      assertEquals(Shape.of(count, BATCH), harness.shape(draw.logProb()));
      List<float[]> both = harness.run(List.of(draw.logProb(), again));
      // The base's standardised values lose some 10⁻⁶ on the way there and back.
      assertArrayEquals(both.get(1), both.get(0), 1e-4f);
      List<float[]> ofDraw = harness.run(harness.gradients(draw.logProb(), flow.parameters()));
      List<float[]> ofValue = harness.run(harness.gradients(again, flow.parameters()));
      for (int p = 0; p < ofDraw.size(); p++) {
        // Sums over 50 draws of terms of order 10 that cancel on the long way.
        assertArrayEquals(ofValue.get(p), ofDraw.get(p), 2e-2f, "parameter " + p);
      }
    }
  }

  @Test
  void anAffineImageOfANormalIsANormal() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> zero = harness.input(Shape.of(2), 0, 0);
      Operand<TFloat32> shift = harness.input(Shape.of(2), 1, -2);
      Operand<TFloat32> logScale = harness.input(Shape.of(2), 0.3f, -0.7f);
      Operand<TFloat32> value = harness.input(Shape.of(7, 2), Draws.normal("value", 14, 0, 1));
      float[] actual =
          harness.run(
              new TransformedDistribution(
                      new DiagonalNormal(zero, zero, 2), new Affine(shift, logScale, 2))
                  .logProb(harness.tf(), value));
      float[] expected =
          harness.run(new DiagonalNormal(shift, logScale, 2).logProb(harness.tf(), value));
      assertArrayEquals(expected, actual, 1e-5f); // Squares of up to 30, rounded.
    }
  }

  @Test
  void aDetachedDensityIsAFunctionOfItsValueAlone() {
    try (GraphHarness harness = new GraphHarness()) {
      Flow flow = Flow.of(harness, BATCH);
      Operand<TFloat32> value =
          harness.input(Shape.of(BATCH, 2), Draws.normal("value", 2 * BATCH, 0, 1));
      Operand<TFloat32> live = flow.distribution().logProb(harness.tf(), value);
      Operand<TFloat32> detached =
          flow.distribution().detached(harness.tf()).logProb(harness.tf(), value);
      List<float[]> all =
          harness.run(
              List.of(
                  live,
                  detached,
                  harness.gradient(live, value),
                  harness.gradient(detached, value)));
      assertArrayEquals(all.get(0), all.get(1), 1e-6f);
      assertArrayEquals(all.get(2), all.get(3), 1e-5f); // Sums in another order.
      for (float[] gradient : harness.run(harness.gradients(detached, flow.parameters()))) {
        assertArrayEquals(new float[gradient.length], gradient);
      }
    }
  }

  @Test
  void drawsThatPassNoGradientHaveTheGradientOfTheDensityAtAFixedValue() {
    try (GraphHarness harness = new GraphHarness()) {
      Flow flow = Flow.of(harness, BATCH);
      TransformedSampleable q = new TransformedSampleable(flow.base(), flow.bijector());
      Sampleable.Draw draw = q.sampleWithLogProb(harness.tf(), harness.noise(1, "draw"), 3);
      for (float[] gradient : harness.run(harness.gradients(draw.value(), flow.parameters()))) {
        assertArrayEquals(new float[gradient.length], gradient);
      }
      Operand<TFloat32> fixed = harness.input(Shape.of(3, BATCH, 2), harness.run(draw.value()));
      Operand<TFloat32> density = q.logProb(harness.tf(), fixed);
      assertArrayEquals(harness.run(density), harness.run(draw.logProb()), 1e-6f);
      List<float[]> expected = harness.run(harness.gradients(density, flow.parameters()));
      List<float[]> actual = harness.run(harness.gradients(draw.logProb(), flow.parameters()));
      for (int p = 0; p < expected.size(); p++) {
        assertFalse(Arrays.equals(new float[expected.get(p).length], expected.get(p)));
        assertArrayEquals(expected.get(p), actual.get(p), 1e-4f); // Sums in another order.
      }
    }
  }

  @Test
  void refusesABijectorOfAnotherDimension() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> zero = harness.input(Shape.of(2), 0, 0);
      DiagonalNormal base = new DiagonalNormal(zero, zero, 2);
      assertEquals(
          "the bijector must have the dimension of the base, 2, not 3",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> new TransformedDistribution(base, Permutation.reversal(3)))
              .getMessage());
    }
  }
}

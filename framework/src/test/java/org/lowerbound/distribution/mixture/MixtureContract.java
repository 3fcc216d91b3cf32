package org.lowerbound.distribution.mixture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.distribution.HostDensity;
import org.lowerbound.distribution.HostNormal;
import org.lowerbound.distribution.JointDistributionContract;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What holds for mixtures of {@value #COMPONENTS} normals whose draws are stratified. */
abstract class MixtureContract extends JointDistributionContract {
  static final int COMPONENTS = 3;

  /** Builds a mixture with logits that may not matter. */
  abstract Sampleable mixture(
      Operand<TFloat32> logits, Operand<TFloat32> locs, Operand<TFloat32> logScales, int dimension);

  /** Returns the weights of the components by their logits. */
  abstract double[] weights(double... logits);

  static float[] locs(int count) {
    return Draws.normal("locs", count, 0, 1.5);
  }

  static float[] logScales(int count) {
    return Draws.normal("logScales", count, -0.3, 0.3);
  }

  final HostDensity host(double[] logits, double[] locs, double[] logScales, int dimension) {
    ImmutableList.Builder<HostDensity> components = ImmutableList.builder();
    for (int c = 0; c < COMPONENTS; c++) {
      int from = c * dimension;
      int to = from + dimension;
      components.add(
          HostNormal.diagonal(
              Arrays.copyOfRange(locs, from, to), Arrays.copyOfRange(logScales, from, to)));
    }
    return new HostMixture(ImmutableDoubleArray.copyOf(weights(logits)), components.build());
  }

  /** Returns how many of the draws of each element of the batch are from each component. */
  private int[][] counts(float[] logits, int batch, int draws) {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      float[] locs = new float[batch * COMPONENTS];
      for (int i = 0; i < locs.length; i++) {
        locs[i] = 100f * (i % COMPONENTS); // A draw tells its component.
      }
      float[] logScales = new float[COMPONENTS];
      Operand<TFloat32> value =
          mixture(
                  harness.input(Shape.of(COMPONENTS), logits),
                  harness.input(Shape.of(batch, COMPONENTS, 1), locs),
                  harness.input(Shape.of(COMPONENTS, 1), logScales),
                  1)
              .sampleWithLogProb(tf, harness.noise(1, "strata"), draws)
              .value();
      float[] values = harness.run(value);
      int[][] counts = new int[batch][COMPONENTS];
      for (int i = 0; i < values.length; i++) {
        counts[i % batch][Math.round(values[i] / 100)]++;
      }
      return counts;
    }
  }

  @Test
  final void aComponentGivesItsShareOfTheDrawsRoundedUpOrDown() {
    int batch = 200;
    float[] logits = {0, 1, -0.5f};
    double[] weights = weights(0, 1, -0.5);
    for (int draws : List.of(1, 2, 3, 7, 50)) {
      int[] total = new int[COMPONENTS];
      for (int[] row : counts(logits, batch, draws)) {
        for (int c = 0; c < COMPONENTS; c++) {
          // The shares of a whole number of draws are rounded to 10⁻⁷ in the graph.
          assertTrue(
              Math.abs(row[c] - draws * weights[c]) < 1 + 1e-5,
              draws + " draws: " + Arrays.toString(row));
          total[c] += row[c];
        }
      }
      for (int c = 0; c < COMPONENTS; c++) {
        // Each count is a floor and a Bernoulli variable, of variance ¼ or less.
        assertEquals(batch * draws * weights[c], total[c], 4 * Math.sqrt(0.25 * batch) + 1e-6);
      }
    }
  }

  @Test
  final void theElementsOfABatchHaveStrataOfTheirOwn() {
    int[][] counts = counts(new float[COMPONENTS], 50, 1);
    assertTrue(Arrays.stream(counts).anyMatch(row -> !Arrays.equals(row, counts[0])));
  }

  @Test
  final void aValueFarFromAllComponentsHasAFiniteDensityAndGradient() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> locs = harness.input(Shape.of(COMPONENTS, 1), 0, 1, 2);
      Sampleable mixture =
          mixture(
              harness.input(Shape.of(COMPONENTS), 0, 0, 0),
              locs,
              harness.input(Shape.of(COMPONENTS, 1), 0, 0, 0),
              1);
      Operand<TFloat32> value = harness.input(Shape.of(1, 1), 1000);
      Operand<TFloat32> logProb = mixture.logProb(harness.tf(), value);
      double expected = -0.5 * 998 * 998 - 0.5 * Math.log(2 * Math.PI) - Math.log(3);
      assertEquals(expected, harness.scalar(logProb), 1e-6 * -expected);
      assertEquals(-998, harness.scalar(harness.gradient(logProb, value)), 1e-3);
      float[] ofLocs = harness.run(harness.gradient(logProb, locs));
      assertEquals(998, ofLocs[2], 1e-3);
      assertEquals(0, ofLocs[0]);
    }
  }
}

package org.lowerbound.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

final class StatelessNoiseTest {
  private static final int COUNT = 50_000;

  private static Operand<TFloat32> normal(GraphHarness harness, NoiseSource noise) {
    return noise.standardNormal(harness.tf(), harness.tf().constant(new int[] {COUNT}));
  }

  private static Operand<TFloat32> uniform(GraphHarness harness, NoiseSource noise) {
    return noise.uniform(harness.tf(), harness.tf().constant(new int[] {COUNT}));
  }

  /** The product of two independent standardised draws has the expectation 0. */
  private static void assertUncorrelated(float[] a, float[] b, String what) {
    double[] products = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      products[i] = (double) a[i] * b[i];
    }
    MonteCarlo.of(products).assertExpectation(0, what);
    assertFalse(Arrays.equals(a, b), what);
  }

  @Test
  void normalNoiseHasTheMomentsOfTheStandardNormal() {
    try (GraphHarness harness = new GraphHarness()) {
      float[] draws = harness.run(normal(harness, harness.noise(1, "normal")));
      double[] expected = {0, 1, 0, 3};
      for (int power = 1; power <= 4; power++) {
        double[] powers = new double[COUNT];
        for (int i = 0; i < COUNT; i++) {
          powers[i] = Math.pow(draws[i], power);
        }
        MonteCarlo.of(powers).assertExpectation(expected[power - 1], "moment " + power);
      }
    }
  }

  @Test
  void normalNoiseIsThatOfTensorFlowToRounding() {
    for (int[] shape : new int[][] {{}, {1}, {2}, {7}, {3, 5}, {4, 6, 50}, {0}}) {
      try (GraphHarness harness = new GraphHarness()) {
        Ops tf = harness.tf();
        Operand<TInt32> axes = tf.constant(shape);
        Operand<TInt64> seed = tf.constant(new long[] {123_456_789_012L, 42});
        float[] expected = harness.run(tf.random.statelessRandomNormal(axes, seed));
        // The angle, up to 2π, is rounded once more here: 4e-7, times a radius of at most 5.7.
        assertArrayEquals(expected, harness.run(BoxMuller.draws(tf, axes, seed)), 3e-6f);
      }
    }
  }

  @Test
  void uniformNoiseFillsTheUnitInterval() {
    try (GraphHarness harness = new GraphHarness()) {
      float[] draws = harness.run(uniform(harness, harness.noise(1, "uniform")));
      int bins = 20;
      double[] counts = new double[bins];
      for (float draw : draws) {
        assertTrue(draw >= 0 && draw < 1, () -> "draw " + draw);
        counts[(int) (bins * draw)]++;
      }
      double p = 1.0 / bins;
      double chiSquare = 0;
      for (double count : counts) {
        chiSquare += (count - COUNT * p) * (count - COUNT * p) / (COUNT * p);
      }
      // χ² with 19 degrees of freedom has the mean 19 and the standard deviation √38.
      assertTrue(chiSquare < 19 + 4 * Math.sqrt(38), "chi-square " + chiSquare);
    }
  }

  @Test
  void theSameKeyGivesTheSameNumbersInAnyGraph() {
    float[] first;
    try (GraphHarness harness = new GraphHarness()) {
      harness.setStep(7);
      first = harness.run(normal(harness, harness.noise(3, "stream")));
    }
    try (GraphHarness harness = new GraphHarness()) {
      normal(harness, harness.noise(3, "another"));
      Operand<TFloat32> node = normal(harness, harness.noise(3, "stream"));
      harness.setStep(6);
      harness.run(node);
      harness.setStep(7);
      assertArrayEquals(first, harness.run(node));
      assertArrayEquals(first, harness.run(node));
    }
  }

  @Test
  void seedsStreamsStepsAndCallsAreIndependent() {
    try (GraphHarness harness = new GraphHarness()) {
      NoiseSource noise = harness.noise(1, "stream");
      Operand<TFloat32> node = normal(harness, noise);
      float[] first = harness.run(node);
      assertUncorrelated(first, harness.run(normal(harness, noise)), "second call");
      assertUncorrelated(
          first, harness.run(normal(harness, harness.noise(1, "other"))), "other stream");
      assertUncorrelated(
          first, harness.run(normal(harness, harness.noise(2, "stream"))), "other seed");
      harness.setStep(1);
      assertUncorrelated(first, harness.run(node), "next step");
      harness.setStep(1L << 40);
      assertUncorrelated(first, harness.run(node), "step above 32 bits");
    }
  }

  @Test
  void neighbouringNumbersOfOneDrawAreUncorrelated() {
    try (GraphHarness harness = new GraphHarness()) {
      float[] draws = harness.run(normal(harness, harness.noise(1, "serial")));
      for (int lag : new int[] {1, 2, 3, 4}) {
        assertUncorrelated(
            Arrays.copyOf(draws, COUNT - lag), Arrays.copyOfRange(draws, lag, COUNT), "lag " + lag);
      }
    }
  }

  @Test
  void noGradientFlowsIntoTheShape() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      Operand<TFloat32> parameter = harness.input(org.tensorflow.ndarray.Shape.of(3), 1, 2, 3);
      NoiseSource noise = harness.noise(1, "shape");
      Operand<TFloat32> product =
          tf.math.mul(parameter, noise.standardNormal(tf, tf.shape(parameter)));
      float[] draws =
          harness.run(harness.noise(1, "shape").standardNormal(tf, tf.shape(parameter)));
      assertArrayEquals(draws, harness.run(harness.gradient(product, parameter)));
    }
  }
}

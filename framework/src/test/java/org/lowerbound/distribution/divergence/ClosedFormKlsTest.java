package org.lowerbound.distribution.divergence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.distribution.discrete.Bernoulli;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.FiniteDifferences;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class ClosedFormKlsTest {
  private static final int BATCH = 4;
  private static final int DIMENSION = 3;
  private static final int SIZE = BATCH * DIMENSION;

  private final float[] locQ = Draws.normal("locQ", SIZE, 0, 1);
  private final float[] logScaleQ = Draws.normal("logScaleQ", SIZE, -0.5, 0.4);
  private final float[] locP = Draws.normal("locP", SIZE, 0, 1);
  private final float[] logScaleP = Draws.normal("logScaleP", SIZE, 0.2, 0.4);

  /** KL between two normals as an integral of its definition, in double precision. */
  private static double integrated(double locQ, double logQ, double locP, double logP) {
    double sigma = Math.exp(logQ);
    double step = sigma / 100;
    double sum = 0;
    for (int i = -1200; i <= 1200; i++) {
      double x = locQ + i * step;
      double q = logDensity(x, locQ, logQ);
      sum += Math.exp(q) * (q - logDensity(x, locP, logP)) * step;
    }
    return sum;
  }

  private static double logDensity(double x, double loc, double logScale) {
    double z = (x - loc) * Math.exp(-logScale);
    return -0.5 * z * z - logScale - 0.5 * Math.log(2 * Math.PI);
  }

  private static DiagonalNormal normal(GraphHarness harness, float[] loc, float[] logScale) {
    Shape shape = Shape.of(BATCH, DIMENSION);
    return new DiagonalNormal(harness.input(shape, loc), harness.input(shape, logScale), DIMENSION);
  }

  private static Operand<TFloat32> kl(GraphHarness harness, Distribution q, Distribution p) {
    return ClosedFormKls.registry().kl(harness.tf(), q, p).orElseThrow();
  }

  @Test
  void normalsAgreeWithTheIntegral() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> kl =
          kl(harness, normal(harness, locQ, logScaleQ), normal(harness, locP, logScaleP));
      assertEquals(Shape.of(BATCH), harness.shape(kl));
      float[] actual = harness.run(kl);
      for (int b = 0; b < BATCH; b++) {
        double expected = 0;
        for (int i = b * DIMENSION; i < (b + 1) * DIMENSION; i++) {
          expected += integrated(locQ[i], logScaleQ[i], locP[i], logScaleP[i]);
        }
        assertEquals(expected, actual[b], 1e-5 * (1 + expected)); // Rounding of 32-bit floats.
      }
    }
  }

  @Test
  void normalsAgreeWithMonteCarlo() {
    int draws = 20_000;
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      DiagonalNormal q = normal(harness, locQ, logScaleQ);
      DiagonalNormal p = normal(harness, locP, logScaleP);
      Sampleable.Draw draw = q.sampleWithLogProb(tf, harness.noise(1, "kl"), draws);
      List<float[]> values =
          harness.run(
              List.of(kl(harness, q, p), tf.math.sub(draw.logProb(), p.logProb(tf, draw.value()))));
      for (int b = 0; b < BATCH; b++) {
        double[] ratios = new double[draws];
        for (int k = 0; k < draws; k++) {
          ratios[k] = values.get(1)[k * BATCH + b];
        }
        MonteCarlo.of(ratios).assertExpectation(values.get(0)[b], "KL");
      }
    }
  }

  @Test
  void aDistributionDivergesFromItselfByExactlyNothing() {
    try (GraphHarness harness = new GraphHarness()) {
      DiagonalNormal q = normal(harness, locQ, logScaleQ);
      DiagonalNormal p = normal(harness, locQ, logScaleQ);
      assertArrayEquals(new float[BATCH], harness.run(kl(harness, q, p)));
    }
  }

  @Test
  void oneStandardNormalServesTheBatch() {
    try (GraphHarness harness = new GraphHarness()) {
      DiagonalNormal q = normal(harness, locQ, logScaleQ);
      DiagonalNormal p =
          new DiagonalNormal(
              harness.input(Shape.of(DIMENSION), new float[DIMENSION]),
              harness.input(Shape.of(DIMENSION), new float[DIMENSION]),
              DIMENSION);
      float[] actual = harness.run(kl(harness, q, p));
      for (int b = 0; b < BATCH; b++) {
        double expected = 0; // −½ Σ (1 + log σ² − μ² − σ²): Kingma and Welling 2014, appendix B.
        for (int i = b * DIMENSION; i < (b + 1) * DIMENSION; i++) {
          expected -=
              0.5
                  * (1
                      + 2.0 * logScaleQ[i]
                      - (double) locQ[i] * locQ[i]
                      - Math.exp(2.0 * logScaleQ[i]));
        }
        assertEquals(expected, actual[b], 1e-5 * (1 + expected));
      }
    }
  }

  @Test
  void gradientsAgreeWithFiniteDifferences() {
    try (GraphHarness harness = new GraphHarness()) {
      DiagonalNormal q = normal(harness, locQ, logScaleQ);
      DiagonalNormal p = normal(harness, locP, logScaleP);
      Operand<TFloat32> kl = kl(harness, q, p);
      for (Operand<TFloat32> input : List.of(q.loc(), q.logScale(), p.loc(), p.logScale())) {
        float[] actual = harness.run(harness.gradient(kl, input));
        double[] expected = FiniteDifferences.gradient(harness, kl, input);
        for (int i = 0; i < actual.length; i++) {
          // Rounding of values near 10, times 1.5 / h ≈ 100.
          assertEquals(expected[i], actual[i], 2e-4 * (1 + Math.abs(expected[i])));
        }
      }
    }
  }

  @Test
  void scalesAtTheEndsOfTheirRangeGiveFiniteDivergences() {
    float[] ends = {-10, 10};
    for (float q : ends) {
      for (float p : ends) {
        try (GraphHarness harness = new GraphHarness()) {
          DiagonalNormal one =
              new DiagonalNormal(
                  harness.input(Shape.of(1, 1), 1), harness.input(Shape.of(1, 1), q), 1);
          DiagonalNormal other =
              new DiagonalNormal(
                  harness.input(Shape.of(1, 1), -1), harness.input(Shape.of(1, 1), p), 1);
          double expected =
              p - (double) q + 0.5 * (Math.exp(2.0 * (q - p)) + 4 * Math.exp(-2.0 * p) - 1);
          float actual = harness.scalar(kl(harness, one, other));
          assertTrue(Float.isFinite(actual));
          assertEquals(expected, actual, 1e-5 * (1 + expected));
        }
      }
    }
  }

  private static Bernoulli bernoulli(GraphHarness harness, float... logits) {
    return new Bernoulli(
        harness.input(Shape.of(logits.length / DIMENSION, DIMENSION), logits), DIMENSION);
  }

  private static double bernoulliKl(double logitQ, double logitP) {
    double q = 1 / (1 + Math.exp(-logitQ));
    double p = 1 / (1 + Math.exp(-logitP));
    return q * Math.log(q / p) + (1 - q) * Math.log((1 - q) / (1 - p));
  }

  @Test
  void bernoullisAgreeWithTheSumOverBothValues() {
    try (GraphHarness harness = new GraphHarness()) {
      Bernoulli q = bernoulli(harness, locQ);
      Bernoulli p = bernoulli(harness, locP);
      Bernoulli prior =
          new Bernoulli(harness.input(Shape.of(DIMENSION), 0.5f, -1, 2), DIMENSION); // [D]
      float[] prior3 = {0.5f, -1, 2};
      List<float[]> actual = harness.run(List.of(kl(harness, q, p), kl(harness, q, prior)));
      for (int b = 0; b < BATCH; b++) {
        double ofP = 0;
        double ofPrior = 0;
        for (int d = 0; d < DIMENSION; d++) {
          ofP += bernoulliKl(locQ[b * DIMENSION + d], locP[b * DIMENSION + d]);
          ofPrior += bernoulliKl(locQ[b * DIMENSION + d], prior3[d]);
        }
        assertEquals(ofP, actual.get(0)[b], 3e-6); // A few roundings of numbers up to 3.
        assertEquals(ofPrior, actual.get(1)[b], 3e-6);
      }
    }
  }

  @Test
  void bernoullisAgreeWithMonteCarlo() {
    int draws = 20_000;
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      Bernoulli q = bernoulli(harness, locQ);
      Bernoulli p = bernoulli(harness, locP);
      Sampleable.Draw draw = q.sampleWithLogProb(tf, harness.noise(1, "kl"), draws);
      List<float[]> values =
          harness.run(
              List.of(kl(harness, q, p), tf.math.sub(draw.logProb(), p.logProb(tf, draw.value()))));
      for (int b = 0; b < BATCH; b++) {
        double[] ratios = new double[draws];
        for (int k = 0; k < draws; k++) {
          ratios[k] = values.get(1)[k * BATCH + b];
        }
        MonteCarlo.of(ratios).assertExpectation(values.get(0)[b], "KL");
      }
    }
  }

  @Test
  void aBernoulliDivergesFromItselfByExactlyNothing() {
    float[] logits = {-1000, -20, -1, 0, 1e-3f, 0.7f, 3, 20, 1000};
    try (GraphHarness harness = new GraphHarness()) {
      assertArrayEquals(
          new float[3],
          harness.run(kl(harness, bernoulli(harness, logits), bernoulli(harness, logits))));
    }
  }

  @Test
  void extremeBernoullisHaveFiniteDivergences() {
    try (GraphHarness harness = new GraphHarness()) {
      Bernoulli q = bernoulli(harness, 1000, -1000, 0);
      Bernoulli p = bernoulli(harness, -1000, 1000, 1000);
      // −log of what p gives to q's only value; for the last, half of it, less log 2.
      assertEquals(2500 - Math.log(2), harness.scalar(kl(harness, q, p)), 1e-3);
    }
  }

  @Test
  void gradientsOfBernoullisAgreeWithFiniteDifferences() {
    try (GraphHarness harness = new GraphHarness()) {
      Bernoulli q = bernoulli(harness, locQ);
      Bernoulli p = bernoulli(harness, locP);
      Operand<TFloat32> kl = kl(harness, q, p);
      for (Operand<TFloat32> input : List.of(q.logits(), p.logits())) {
        float[] actual = harness.run(harness.gradient(kl, input));
        double[] expected = FiniteDifferences.gradient(harness, kl, input);
        for (int i = 0; i < actual.length; i++) {
          // Rounding of values near 1, times 1.5 / h ≈ 100.
          assertEquals(expected[i], actual[i], 5e-5);
        }
      }
    }
  }

  @Test
  void componentsSumToTheDivergence() {
    try (GraphHarness harness = new GraphHarness()) {
      List<List<Distribution>> pairs =
          List.of(
              List.of(normal(harness, locQ, logScaleQ), normal(harness, locP, logScaleP)),
              List.of(bernoulli(harness, locQ), bernoulli(harness, locP)));
      for (List<Distribution> pair : pairs) {
        Operand<TFloat32> components =
            ClosedFormKls.registry()
                .klPerComponent(harness.tf(), pair.get(0), pair.get(1))
                .orElseThrow();
        assertEquals(Shape.of(BATCH, DIMENSION), harness.shape(components));
        float[] each = harness.run(components);
        float[] all = harness.run(kl(harness, pair.get(0), pair.get(1)));
        for (int b = 0; b < BATCH; b++) {
          double sum = 0;
          for (int d = 0; d < DIMENSION; d++) {
            sum += each[b * DIMENSION + d];
          }
          assertEquals(sum, all[b], 1e-6 * (1 + sum));
        }
      }
    }
  }
}

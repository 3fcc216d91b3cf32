package org.lowerbound.distribution.relaxed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.distribution.HostSoftmax;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.formula.InverseTransforms;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.FiniteDifferences;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class RelaxedOneHotCategoricalTest {
  private static final int CLASSES = 3;
  private static final int VARIABLES = 2;
  private static final int D = CLASSES * VARIABLES;
  private static final int BATCH = 2;
  private static final int SAMPLES = 4;
  private static final float TEMPERATURE = 0.7f;

  private final float[] logits = Draws.normal("logits", BATCH * D, 0, 1);

  private static RelaxedOneHotCategorical distribution(
      GraphHarness harness, Shape shape, float temperature, int classes, float... logits) {
    return new RelaxedOneHotCategorical(
        harness.input(shape, logits),
        harness.input(Shape.scalar(), temperature),
        classes,
        (int) shape.get(shape.numDimensions() - 1));
  }

  private RelaxedOneHotCategorical distribution(GraphHarness harness) {
    return distribution(harness, Shape.of(BATCH, D), TEMPERATURE, CLASSES, logits);
  }

  /** Returns points inside the simplex of each variable. */
  private static float[] points(int vectors) {
    float[] values = Draws.normal("points", vectors * D, 0, 1);
    for (int start = 0; start < values.length; start += CLASSES) {
      double[] logs = HostSoftmax.log(values, start, CLASSES);
      for (int c = 0; c < CLASSES; c++) {
        values[start + c] = (float) Math.exp(logs[c]);
      }
    }
    return values;
  }

  /** Maddison et al. (2017), eq. 10: (n−1)! λ^(n−1) Π_k α_k x_k^(−λ−1) / Σ_i α_i x_i^(−λ). */
  private static double density(double[] alpha, double lambda, double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += alpha[i] * Math.pow(x[i], -lambda);
    }
    double density = 1;
    for (int k = 0; k < x.length; k++) {
      density *= alpha[k] * Math.pow(x[k], -lambda - 1) / sum;
      density *= k == 0 ? 1 : k * lambda;
    }
    return density;
  }

  private static double hostLogProb(float[] logits, int l, float[] values, int v, double lambda) {
    double sum = 0;
    for (int group = 0; group < D; group += CLASSES) {
      double[] alpha = new double[CLASSES];
      double[] x = new double[CLASSES];
      for (int c = 0; c < CLASSES; c++) {
        alpha[c] = Math.exp(logits[l + group + c]);
        x[c] = values[v + group + c];
      }
      sum += Math.log(density(alpha, lambda, x));
    }
    return sum;
  }

  @Test
  void logProbIsThatOfTheDefinitionWhateverIsShared() {
    for (Shape ofLogits : List.of(Shape.of(BATCH, D), Shape.of(D), Shape.of(SAMPLES, BATCH, D))) {
      for (Shape ofValues : List.of(Shape.of(BATCH, D), Shape.of(SAMPLES, BATCH, D))) {
        try (GraphHarness harness = new GraphHarness()) {
          float[] l = Draws.normal("logits", (int) ofLogits.size(), 0, 1);
          float[] x = points((int) ofValues.size() / D);
          Operand<TFloat32> logProb =
              distribution(harness, ofLogits, TEMPERATURE, CLASSES, l)
                  .logProb(harness.tf(), harness.input(ofValues, x));
          int rows = (int) Math.max(Math.max(ofLogits.size(), ofValues.size()) / D, BATCH);
          assertEquals(
              rows == BATCH ? Shape.of(BATCH) : Shape.of(SAMPLES, BATCH), harness.shape(logProb));
          float[] actual = harness.run(logProb);
          for (int row = 0; row < rows; row++) {
            double expected =
                hostLogProb(l, row * D % l.length, x, row * D % x.length, TEMPERATURE);
            // Some twenty terms of order 1 to 5.
            assertEquals(expected, actual[row], 1e-5, ofLogits + " and " + ofValues);
          }
        }
      }
    }
  }

  @Test
  void gradientsAgreeWithFiniteDifferences() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      RelaxedOneHotCategorical q = distribution(harness);
      // Components of 0.1 and more: a difference of 1/32 stays inside, and its error small.
      float[] inside = points(BATCH);
      for (int i = 0; i < inside.length; i++) {
        inside[i] = 0.15f + 0.55f * inside[i];
      }
      Operand<TFloat32> value = harness.input(Shape.of(BATCH, D), inside);
      Operand<TFloat32> weighted =
          tf.math.mul(q.logProb(tf, value), harness.input(Shape.of(BATCH), 1.3f, -0.4f));
      for (Operand<TFloat32> input : List.of(q.logits(), q.temperature(), value)) {
        float[] actual = harness.run(harness.gradient(weighted, input));
        double[] expected = FiniteDifferences.gradient(harness, weighted, input);
        for (int i = 0; i < actual.length; i++) {
          // 10⁻⁶ for values near 5, times 1.5 / h; h⁴/30 fifth derivatives of log x at 0.15.
          assertEquals(expected[i], actual[i], 1e-3 * (1 + Math.abs(expected[i])));
        }
      }
    }
  }

  @Test
  void integratesToOneOverTheSegment() {
    for (float temperature : new float[] {0.5f, 1, 2}) {
      try (GraphHarness harness = new GraphHarness()) {
        double step = 0.1;
        int points = 1201; // t = log(x₁ / x₂) from −60 to 60
        float[] grid = new float[points * 2];
        for (int i = 0; i < points; i++) {
          double[] logs = HostSoftmax.log((i - (points - 1) / 2) * step, 0);
          grid[2 * i] = (float) Math.exp(logs[0]);
          grid[2 * i + 1] = (float) Math.exp(logs[1]);
        }
        float[] logProb =
            harness.run(
                distribution(harness, Shape.of(1, 2), temperature, 2, 1.2f, -0.3f)
                    .logProb(harness.tf(), harness.input(Shape.of(points, 2), grid)));
        double integral = 0;
        for (int i = 0; i < points; i++) {
          // dx₁ = x₁ x₂ dt. The trapezoid rule over a line is exact for such a function.
          integral += Math.exp(logProb[i]) * grid[2 * i] * grid[2 * i + 1] * step;
        }
        assertEquals(1, integral, 2e-5); // 10⁻⁵ for densities of up to e⁶⁰.
      }
    }
  }

  @Test
  void integratesToOneOverTheTriangle() {
    for (float temperature : new float[] {0.7f, 2}) {
      try (GraphHarness harness = new GraphHarness()) {
        double step = 0.25;
        int side = 201; // log-ratios from −25 to 25
        float[] grid = new float[side * side * 3];
        for (int i = 0; i < side * side; i++) {
          double[] logs =
              HostSoftmax.log((i % side - side / 2) * step, (i / side - side / 2) * step, 0);
          for (int c = 0; c < 3; c++) {
            grid[3 * i + c] = (float) Math.exp(logs[c]);
          }
        }
        float[] logProb =
            harness.run(
                distribution(harness, Shape.of(1, 3), temperature, 3, 0.5f, -0.8f, 0.1f)
                    .logProb(harness.tf(), harness.input(Shape.of(grid.length / 3, 3), grid)));
        double integral = 0;
        for (int i = 0; i < side * side; i++) {
          // dx₁ dx₂ = x₁ x₂ x₃ times the two steps.
          double volume = (double) grid[3 * i] * grid[3 * i + 1] * grid[3 * i + 2] * step * step;
          integral += Math.exp(logProb[i]) * volume;
        }
        assertEquals(1, integral, 2e-5);
      }
    }
  }

  @Test
  void twoClassesAreOneBinaryConcreteComponent() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> temperature = harness.input(Shape.scalar(), TEMPERATURE);
      Operand<TFloat32> two =
          new RelaxedOneHotCategorical(
                  harness.input(Shape.of(1, 2), 1.1f, -0.4f), temperature, 2, 2)
              .logProb(harness.tf(), harness.input(Shape.of(2, 2), 0.3f, 0.7f, 0.875f, 0.125f));
      Operand<TFloat32> one =
          new RelaxedBernoulli(harness.input(Shape.of(1, 1), 1.5f), temperature, 1)
              .logProb(harness.tf(), harness.input(Shape.of(2, 1), 0.3f, 0.875f));
      assertArrayEquals(harness.run(one), harness.run(two), 2e-6f);
    }
  }

  @Test
  void drawsHaveTheirShapesAndLieOnTheSimplex() {
    try (GraphHarness harness = new GraphHarness()) {
      Sampleable.Draw draw =
          distribution(harness).sampleWithLogProb(harness.tf(), harness.noise(1, "draw"), SAMPLES);
      assertEquals(Shape.of(SAMPLES, BATCH, D), harness.shape(draw.value()));
      assertEquals(Shape.of(SAMPLES, BATCH), harness.shape(draw.logProb()));
      float[] values = harness.run(draw.value());
      for (int start = 0; start < values.length; start += CLASSES) {
        double sum = 0;
        for (int c = 0; c < CLASSES; c++) {
          assertTrue(values[start + c] >= 0);
          sum += values[start + c];
        }
        assertEquals(1, sum, 1e-6);
      }
    }
  }

  @Test
  void aDrawComesWithItsOwnDensity() {
    try (GraphHarness harness = new GraphHarness()) {
      RelaxedOneHotCategorical q = distribution(harness);
      Sampleable.Draw draw = q.sampleWithLogProb(harness.tf(), harness.noise(1, "density"), 200);
      List<float[]> run =
          harness.run(List.of(draw.value(), draw.logProb(), q.logProb(harness.tf(), draw.value())));
      for (int i = 0; i < run.get(1).length; i++) {
        double expected = hostLogProb(logits, i % BATCH * D, run.get(0), i * D, TEMPERATURE);
        // Logarithms of up to 30 with their 32-bit rounding; the draw itself is rounded, too.
        assertEquals(expected, run.get(1)[i], 1e-5 * (1 + Math.abs(expected)));
        assertEquals(expected, run.get(2)[i], 1e-5 * (1 + Math.abs(expected)));
      }
    }
  }

  @Test
  void theLargestComponentIsThatOfACategoricalAtEveryTemperature() {
    int draws = 20_000;
    for (float temperature : new float[] {0.1f, 1, 5}) {
      try (GraphHarness harness = new GraphHarness()) {
        float[] values =
            harness.run(
                distribution(harness, Shape.of(BATCH, D), temperature, CLASSES, logits)
                    .sampleWithLogProb(harness.tf(), harness.noise(1, "largest"), draws)
                    .value());
        for (int group = 0; group < BATCH * D; group += CLASSES) {
          double[] logs = HostSoftmax.log(logits, group, CLASSES);
          double[][] largest = new double[CLASSES][draws];
          for (int k = 0; k < draws; k++) {
            int best = 0;
            for (int c = 1; c < CLASSES; c++) {
              int start = k * BATCH * D + group;
              best = values[start + c] > values[start + best] ? c : best;
            }
            largest[best][k] = 1;
          }
          for (int c = 0; c < CLASSES; c++) {
            MonteCarlo.of(largest[c]).assertExpectation(Math.exp(logs[c]), "λ = " + temperature);
          }
        }
      }
    }
  }

  @Test
  void atALowTemperatureDrawsHaveTheMomentsOfACategorical() {
    int draws = 20_000;
    try (GraphHarness harness = new GraphHarness()) {
      float[] values =
          harness.run(
              distribution(harness, Shape.of(1, CLASSES), 0.01f, CLASSES, 0.4f, -0.5f, 1)
                  .sampleWithLogProb(harness.tf(), harness.noise(1, "cold"), draws)
                  .value());
      double[] logs = HostSoftmax.log(0.4f, -0.5f, 1);
      for (int c = 0; c < CLASSES; c++) {
        double p = Math.exp(logs[c]);
        double mean = 0;
        double square = 0;
        for (int k = 0; k < draws; k++) {
          mean += values[k * CLASSES + c] / (double) draws;
          square += Math.pow(values[k * CLASSES + c], 2) / draws;
        }
        // A standard error of at most 0.0036, four times, and a share of draws of order λ that is
        // not near a corner.
        assertEquals(p, mean, 0.02);
        assertEquals(p, square, 0.02);
      }
    }
  }

  @Test
  void gradientsPassThroughDrawsAndTheirDensities() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      RelaxedOneHotCategorical q = distribution(harness);
      Sampleable.Draw draw = q.sampleWithLogProb(tf, harness.noise(1, "paths"), SAMPLES);
      Operand<TFloat32> ofDraw =
          tf.math.mul(
              tf.math.square(draw.value()),
              harness.input(Shape.of(D), Draws.normal("weights", D, 0, 1)));
      Operand<TFloat32> again = q.logProb(tf, draw.value());
      for (Operand<TFloat32> input : List.of(q.logits(), q.temperature())) {
        for (Operand<TFloat32> function : List.of(ofDraw, draw.logProb())) {
          float[] actual = harness.run(harness.gradient(function, input));
          double[] expected = FiniteDifferences.gradient(harness, function, input);
          for (int i = 0; i < actual.length; i++) {
            // Sums of values up to 30: rounding of 3·10⁻⁶ times 1.5 / h ≈ 100.
            assertEquals(expected[i], actual[i], 1e-3 * (1 + Math.abs(expected[i])));
          }
        }
        float[] shortWay = harness.run(harness.gradient(draw.logProb(), input));
        float[] longWay = harness.run(harness.gradient(again, input));
        for (int i = 0; i < shortWay.length; i++) {
          // The long way is a sum of terms of order 10 that cancel.
          assertEquals(longWay[i], shortWay[i], 1e-4 * (1 + Math.abs(shortWay[i])));
        }
      }
    }
  }

  @Test
  void aDetachedDensityHasTheSameGradientByItsValueAndNoneByItsParameters() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      RelaxedOneHotCategorical q = distribution(harness);
      Operand<TFloat32> value = harness.input(Shape.of(BATCH, D), points(BATCH));
      Operand<TFloat32> live = q.logProb(tf, value);
      Operand<TFloat32> detached = q.detached(tf).logProb(tf, value);
      assertArrayEquals(harness.run(live), harness.run(detached));
      assertArrayEquals(
          harness.run(harness.gradient(live, value)),
          harness.run(harness.gradient(detached, value)));
      assertArrayEquals(new float[BATCH * D], harness.run(harness.gradient(detached, q.logits())));
      assertArrayEquals(new float[1], harness.run(harness.gradient(detached, q.temperature())));
    }
  }

  @Test
  void drawsThatUnderflowHaveTheirOwnFiniteDensityAndGradients() {
    int draws = 50;
    float[] extreme = {50, -50, 0, -50, 50, 50};
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      RelaxedOneHotCategorical q = distribution(harness, Shape.of(1, D), 0.1f, CLASSES, extreme);
      Sampleable.Draw draw = q.sampleWithLogProb(tf, harness.noise(1, "cold"), draws);
      float[] gumbel =
          harness.run(
              InverseTransforms.gumbel(tf, harness.noise(1, "cold"), tf.array(draws, 1, D)));
      List<float[]> run =
          harness.run(
              List.of(
                  draw.value(),
                  draw.logProb(),
                  harness.gradient(draw.logProb(), q.logits()),
                  harness.gradient(draw.logProb(), q.temperature()),
                  q.logProb(tf, draw.value()),
                  harness.gradient(q.logProb(tf, draw.value()), q.logits()),
                  harness.gradient(q.detached(tf).logProb(tf, draw.value()), q.logits())));
      float[] values = run.get(0);
      for (int k = 0; k < draws; k++) {
        assertEquals(0f, values[k * D + 1]); // e⁻¹⁰⁰⁰
        double expected = 0;
        for (int group = 0; group < D; group += CLASSES) {
          double[] scores = new double[CLASSES];
          double[] residual = new double[CLASSES];
          for (int c = 0; c < CLASSES; c++) {
            double g = gumbel[k * D + group + c];
            scores[c] = (extreme[group + c] + g) / 0.1f;
          }
          double[] logX = HostSoftmax.log(scores);
          for (int c = 0; c < CLASSES; c++) {
            residual[c] = extreme[group + c] - 0.1f * logX[c];
          }
          double[] terms = HostSoftmax.log(residual);
          expected += Math.log(2) + 2 * Math.log(0.1f);
          for (int c = 0; c < CLASSES; c++) {
            expected += terms[c] - logX[c];
          }
        }
        assertEquals(expected, run.get(1)[k], 1e-6 * expected); // A sum of some 2500.
      }
      for (float[] some : run) {
        for (float value : some) {
          assertTrue(Float.isFinite(value), "a value of " + value);
        }
      }
    }
  }

  @Test
  void componentsBelowTheSmallestAreTakenForIt() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      RelaxedOneHotCategorical q =
          distribution(harness, Shape.of(1, CLASSES), TEMPERATURE, CLASSES, 0, 1, 2);
      Operand<TFloat32> value = harness.input(Shape.of(2, CLASSES), 0, 0, 1, 1e-30f, 1e-30f, 1);
      Operand<TFloat32> logProb = q.logProb(tf, value);
      float[] actual = harness.run(logProb);
      assertEquals(actual[1], actual[0]);
      assertTrue(Float.isFinite(actual[0]));
      float[] gradient = harness.run(harness.gradient(logProb, value));
      assertArrayEquals(new float[2], Arrays.copyOf(gradient, 2));
    }
  }
}

package org.lowerbound.distribution.discrete;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.DistributionContract;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.Support;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class BernoulliTest extends DistributionContract {
  /** Around the longest product of one logarithm, with divisors and without: 997 is a prime. */
  @Override
  protected List<Integer> dimensions() {
    return List.of(1, 7, 119, 120, 121, 240, 784, 997);
  }

  @Override
  protected int parameterCount() {
    return 1;
  }

  @Override
  protected float[] parameter(int index, int count) {
    return Draws.normal("logits", count, 0, 3);
  }

  @Override
  protected float[] values(int count) {
    return Draws.bits("values", count);
  }

  @Override
  protected Distribution create(List<Operand<TFloat32>> parameters, int dimension) {
    return new Bernoulli(parameters.get(0), dimension);
  }

  @Override
  protected double logProb(double[] parameters, double value) {
    // log σ(l) = −log(1 + e⁻ˡ), and log(1 − σ(l)) = log σ(−l).
    return value * logSigmoid(parameters[0]) + (1 - value) * logSigmoid(-parameters[0]);
  }

  private static double logSigmoid(double logit) {
    return logit > 0 ? -Math.log1p(Math.exp(-logit)) : logit - Math.log1p(Math.exp(logit));
  }

  private static double sigmoid(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }

  @Override
  protected List<double[]> extremeParameters() {
    return List.of(
        new double[] {100},
        new double[] {-100},
        new double[] {1000},
        new double[] {-1000},
        new double[] {20},
        new double[] {-20},
        new double[] {0});
  }

  @Override
  protected double[] extremeValues(double[] parameters) {
    return new double[] {0, 1};
  }

  @Override
  protected Support support() {
    return Support.levels(2);
  }

  @Override
  protected boolean differentiableInValue() {
    return true; // Values are data.
  }

  @Test
  void sumsToOneOverAllVectors() {
    int dimension = 6;
    int vectors = 1 << dimension;
    try (GraphHarness harness = new GraphHarness()) {
      float[] values = new float[vectors * dimension];
      for (int v = 0; v < vectors; v++) {
        for (int d = 0; d < dimension; d++) {
          values[v * dimension + d] = (v >> d) & 1;
        }
      }
      float[] logits = Draws.normal("logits", dimension, 0, 2);
      float[] repeated = new float[vectors * dimension];
      for (int i = 0; i < repeated.length; i++) {
        repeated[i] = logits[i % dimension];
      }
      Shape shape = Shape.of(vectors, dimension);
      Operand<TFloat32> logProb =
          new Bernoulli(harness.input(shape, repeated), dimension)
              .logProb(harness.tf(), harness.input(shape, values));
      double sum = 0;
      for (float value : harness.run(logProb)) {
        sum += Math.exp(value);
      }
      assertEquals(1, sum, 1e-5); // 10⁻⁶ for each log-density.
    }
  }

  @Test
  void theLeastLikelyProductDoesNotUnderflow() {
    // At logit 0 every factor is ½: the product of one group is the smallest that occurs.
    for (int dimension : dimensions()) {
      try (GraphHarness harness = new GraphHarness()) {
        Shape shape = Shape.of(1, dimension);
        Operand<TFloat32> logProb =
            new Bernoulli(harness.input(shape, new float[dimension]), dimension)
                .logProb(harness.tf(), harness.input(shape, new float[dimension]));
        assertEquals(
            -dimension * Math.log(2),
            harness.scalar(logProb),
            1e-6 * dimension,
            "D = " + dimension);
      }
    }
  }

  @Test
  void theGradientIsValueMinusMeanExactlyWithDrawsAndWeights() {
    int dimension = 5;
    Shape shape = Shape.of(SAMPLES, BATCH, dimension);
    float[] logits = Draws.normal("logits", (int) shape.size(), 0, 4);
    float[] values = Draws.bits("values", BATCH * dimension);
    float[] weights = Draws.normal("weights", SAMPLES * BATCH, 0, 1);
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      Operand<TFloat32> logit = harness.input(shape, logits);
      Bernoulli p = new Bernoulli(logit, dimension);
      Operand<TFloat32> weighted =
          tf.math.mul(
              p.logProb(tf, harness.input(Shape.of(BATCH, dimension), values)),
              harness.input(Shape.of(SAMPLES, BATCH), weights));
      float[] mean = harness.run(p.mean(tf));
      float[] gradient = harness.run(harness.gradient(weighted, logit));
      for (int i = 0; i < gradient.length; i++) {
        float value = values[i % values.length];
        assertEquals(weights[i / dimension] * (value - mean[i]), gradient[i], 0f);
        assertEquals(sigmoid(logits[i]), mean[i], 1e-6); // Rounding of one sigmoid.
      }
    }
  }

  @Test
  void theGradientAtExtremeLogitsIsThatOfTheDefinition() {
    float[] logits = {-1000, -1000, -100, -100, 100, 100, 1000, 1000};
    float[] values = {0, 1, 0, 1, 0, 1, 0, 1};
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> logit = harness.input(Shape.of(8, 1), logits);
      Operand<TFloat32> logProb =
          new Bernoulli(logit, 1).logProb(harness.tf(), harness.input(Shape.of(8, 1), values));
      assertArrayEquals(
          new float[] {0, -1000, 0, -100, -100, 0, -1000, 0}, harness.run(logProb), 1e-30f);
      // σ(−100) ≈ 4·10⁻⁴⁴ is a denormal number and may be taken for 0.
      assertArrayEquals(
          new float[] {0, 1, 0, 1, -1, 0, -1, 0},
          harness.run(harness.gradient(logProb, logit)),
          1e-40f);
    }
  }

  /** With parts for 16 lanes, for 8 and for 1, of another length than a product, and with none. */
  @ParameterizedTest
  @ValueSource(ints = {784, 2000, 345, 997, 7})
  void largeEventsAreAsExactAsSmallOnes(int dimension) {
    int draws = (1 << 17) / (BATCH * dimension) + 1; // Just enough to be compiled.
    Shape shape = Shape.of(draws, BATCH, dimension);
    int size = (int) shape.size();
    float[] logits = Draws.normal("logits", size, 0, 4);
    float[] extremes = {1000, -1000, 100, -100, 20, -20, 0};
    System.arraycopy(extremes, 0, logits, 0, extremes.length);
    float[] values = Draws.bits("values", BATCH * dimension);
    float[] weights = Draws.normal("weights", draws * BATCH, 0, 1);
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      Operand<TFloat32> l = harness.input(shape, logits);
      Operand<TFloat32> x = harness.input(Shape.of(BATCH, dimension), values);
      Operand<TFloat32> logProb = new Bernoulli(l, dimension).logProb(tf, x);
      assertEquals(Shape.of(draws, BATCH), logProb.shape());
      Operand<TFloat32> weighted =
          tf.math.mul(logProb, harness.input(Shape.of(draws, BATCH), weights));
      List<float[]> run =
          harness.run(
              ImmutableList.<Operand<TFloat32>>builder()
                  .add(logProb)
                  .addAll(harness.gradients(weighted, List.of(l, x)))
                  .build());
      double[] byValue = new double[values.length];
      double largest = 0;
      for (int row = 0; row < draws * BATCH; row++) {
        double expected = 0;
        double magnitude = 0;
        for (int i = row * dimension; i < (row + 1) * dimension; i++) {
          int v = i % values.length;
          double term = logProb(new double[] {logits[i]}, values[v]);
          expected += term;
          magnitude += Math.abs(term);
          // An ulp of σ and one of the product.
          assertEquals(
              weights[row] * (values[v] - sigmoid(logits[i])),
              run.get(1)[i],
              3e-7 * Math.abs(weights[row]));
          byValue[v] += weights[row] * (double) logits[i];
          largest = Math.max(largest, Math.abs(weights[row] * logits[i]));
        }
        assertEquals(expected, run.get(0)[row], 1e-6 * (dimension + magnitude));
      }
      for (int v = 0; v < values.length; v++) {
        assertEquals(byValue[v], run.get(2)[v], 1e-6 * draws * largest);
      }
    }
  }

  @Test
  void greyValuesGiveTheCrossEntropy() {
    float[] values = {0.25f, 0.5f, 0.9f};
    float[] logits = {-1, 2, 0.3f};
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> logit = harness.input(Shape.of(1, 3), logits);
      Operand<TFloat32> logProb =
          new Bernoulli(logit, 3).logProb(harness.tf(), harness.input(Shape.of(1, 3), values));
      double expected = 0;
      for (int i = 0; i < 3; i++) {
        expected += logProb(new double[] {logits[i]}, values[i]);
      }
      assertEquals(expected, harness.scalar(logProb), 1e-6);
      float[] gradient = harness.run(harness.gradient(logProb, logit));
      for (int i = 0; i < 3; i++) {
        assertEquals(values[i] - sigmoid(logits[i]), gradient[i], 1e-6);
      }
    }
  }

  @Test
  void theGradientReachesWhatTheLogitsAreMadeOf() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      Operand<TFloat32> half = harness.input(Shape.of(2, 2), 0.1f, -0.6f, 1, -2);
      Operand<TFloat32> logits = tf.math.mul(half, tf.constant(2f));
      float[] values = {1, 0, 0, 1};
      Operand<TFloat32> logProb =
          new Bernoulli(logits, 2).logProb(tf, harness.input(Shape.of(2, 2), values));
      float[] gradient = harness.run(harness.gradient(logProb, half));
      for (int i = 0; i < gradient.length; i++) {
        double logit = 2.0 * harness.get(half)[i];
        assertEquals(2 * (values[i] - sigmoid(logit)), gradient[i], 1e-6);
      }
    }
  }

  @Test
  void drawsAreOnesWithTheirProbability() {
    int draws = 20_000;
    float[] logits = {-4, -1, 0, 0.5f, 2, 30};
    try (GraphHarness harness = new GraphHarness()) {
      Bernoulli q = new Bernoulli(harness.input(Shape.of(3, 2), logits), 2);
      Sampleable.Draw draw = q.sampleWithLogProb(harness.tf(), harness.noise(1, "draws"), draws);
      assertEquals(Shape.of(draws, 3, 2), harness.shape(draw.value()));
      assertEquals(Shape.of(draws, 3), harness.shape(draw.logProb()));
      List<float[]> both =
          harness.run(List.of(draw.value(), draw.logProb(), q.logProb(harness.tf(), draw.value())));
      float[] values = both.get(0);
      double[][] columns = new double[6][draws];
      for (int i = 0; i < values.length; i++) {
        assertTrue(values[i] == 0 || values[i] == 1, "a draw of " + values[i]);
        columns[i % 6][i / 6] = values[i];
      }
      for (int c = 0; c < 5; c++) {
        MonteCarlo.of(columns[c]).assertExpectation(sigmoid(logits[c]), "logit " + logits[c]);
      }
      // One that is never 0 in so many draws has no variance to compare with.
      assertEquals(draws, Arrays.stream(columns[5]).sum());
      double[] products = new double[draws];
      for (int k = 0; k < draws; k++) {
        products[k] = (columns[2][k] - 0.5) * (columns[3][k] - sigmoid(0.5));
      }
      MonteCarlo.of(products).assertExpectation(0, "components are independent");
      assertArrayEquals(both.get(2), both.get(1), "a draw comes with its own density");
    }
  }

  @Test
  void aDrawPassesNoGradientButItsDensityDoes() {
    float[] logits = {-1, 0.5f, 2, 0};
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> logit = harness.input(Shape.of(2, 2), logits);
      Sampleable.Draw draw =
          new Bernoulli(logit, 2)
              .sampleWithLogProb(harness.tf(), harness.noise(1, "draws"), SAMPLES);
      List<float[]> run =
          harness.run(
              List.of(
                  harness.gradient(draw.value(), logit),
                  harness.gradient(draw.logProb(), logit),
                  draw.value()));
      assertArrayEquals(new float[4], run.get(0));
      for (int i = 0; i < 4; i++) {
        double expected = 0;
        for (int k = 0; k < SAMPLES; k++) {
          expected += run.get(2)[4 * k + i] - sigmoid(logits[i]);
        }
        assertEquals(expected, run.get(1)[i], 1e-6);
      }
    }
  }
}

package org.lowerbound.distribution.relaxed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.lowerbound.distribution.Reparameterized;
import org.lowerbound.distribution.ReparameterizedContract;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.Support;
import org.lowerbound.distribution.formula.InverseTransforms;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.FiniteDifferences;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The temperature is a scalar in use; here each component has its own, which tells more. */
final class RelaxedBernoulliTest extends ReparameterizedContract {
  @Override
  protected Support support() {
    return Support.unitInterval();
  }

  @Override
  protected List<Integer> dimensions() {
    return List.of(1, 2, 7, 200);
  }

  @Override
  protected int parameterCount() {
    return 2;
  }

  /** Unremarkable temperatures keep draws away from 1, where a 32-bit float has few digits. */
  @Override
  protected float[] parameter(int index, int count) {
    if (index == 0) {
      return Draws.normal("logits", count, 0, 1);
    }
    float[] temperatures = Draws.normal("temperature", count, 0, 0.1);
    for (int i = 0; i < count; i++) {
      temperatures[i] = (float) (1.5 * Math.exp(temperatures[i]));
    }
    return temperatures;
  }

  @Override
  protected float[] values(int count) {
    float[] values = Draws.normal("values", count, 0, 1);
    for (int i = 0; i < count; i++) {
      values[i] = (float) (0.1 + 0.8 / (1 + Math.exp(-values[i])));
    }
    return values;
  }

  @Override
  protected Reparameterized create(List<Operand<TFloat32>> parameters, int dimension) {
    return new RelaxedBernoulli(parameters.get(0), parameters.get(1), dimension);
  }

  /** λ α x^(−λ−1) (1−x)^(−λ−1) / (α x^(−λ) + (1−x)^(−λ))², with logarithms taken term by term. */
  @Override
  protected double logProb(double[] parameters, double value) {
    double lambda = parameters[1];
    double logX = Math.log(value);
    double logRest = Math.log1p(-value);
    double one = parameters[0] - lambda * logX;
    double zero = -lambda * logRest;
    double logSum = Math.max(one, zero) + Math.log1p(Math.exp(-Math.abs(one - zero)));
    return Math.log(lambda) + parameters[0] - (lambda + 1) * (logX + logRest) - 2 * logSum;
  }

  @Override
  protected List<double[]> extremeParameters() {
    return List.of(
        new double[] {50, 0.1},
        new double[] {-50, 0.1},
        new double[] {0, 0.1},
        new double[] {50, 10},
        new double[] {-50, 10});
  }

  @Override
  protected double[] extremeValues(double[] parameters) {
    return new double[] {1e-30, 1e-20, 1e-3, 0.5, 1 - 0x1p-10};
  }

  @Override
  protected boolean differentiableInValue() {
    return true;
  }

  /**
   * Returns E f(x) as an integral over the logistic noise ε. For f of σ((l + ε) / λ) the trapezoid
   * rule has an error of exp(−2 π² min(1, λ) / step), 3·10⁻⁹; the tails left out have e⁻³⁰.
   */
  private static double expectation(double[] parameters, DoubleUnaryOperator f) {
    double step = Math.min(1, parameters[1]);
    int points = (int) Math.ceil(30 / step);
    double sum = 0;
    for (int i = -points; i <= points; i++) {
      double epsilon = i * step;
      double x = 1 / (1 + Math.exp(-(parameters[0] + epsilon) / parameters[1]));
      sum += Math.exp(logisticLogDensity(epsilon)) * f.applyAsDouble(x) * step;
    }
    return sum;
  }

  @Override
  protected double mean(double[] parameters) {
    return expectation(parameters, x -> x);
  }

  @Override
  protected double variance(double[] parameters) {
    double mean = mean(parameters);
    return expectation(parameters, x -> (x - mean) * (x - mean));
  }

  private static RelaxedBernoulli scalar(GraphHarness harness, float temperature, float... logits) {
    return new RelaxedBernoulli(
        harness.input(Shape.of(1, logits.length), logits),
        harness.input(Shape.scalar(), temperature),
        logits.length);
  }

  @Test
  void integratesToOne() {
    for (float temperature : new float[] {0.5f, 1, 2.5f}) {
      for (float logit : new float[] {-1.5f, 0, 2}) {
        try (GraphHarness harness = new GraphHarness()) {
          // A grid in t = logit x, where dx = x (1 − x) dt. Above 12, x has too few digits; the
          // mirror image has them: p(x; l) = p(1 − x; −l).
          double integral = half(harness, temperature, logit) + half(harness, temperature, -logit);
          assertEquals(1, integral, 2e-5, "λ = " + temperature + ", l = " + logit);
        }
      }
    }
  }

  /** Returns the mass below ½. */
  private static double half(GraphHarness harness, float temperature, float logit) {
    double step = 0.05;
    int points = 1301; // t from −65 to 0
    float[] grid = new float[points];
    for (int i = 0; i < points; i++) {
      grid[i] = (float) (1 / (1 + Math.exp(-(i - (points - 1)) * step)));
    }
    float[] logProb =
        harness.run(
            scalar(harness, temperature, logit)
                .logProb(harness.tf(), harness.input(Shape.of(points, 1), grid)));
    double sum = 0;
    for (int i = 0; i < points; i++) {
      // Simpson's rule: the interval ends inside, where the trapezoid rule is not exact.
      double weight = i == 0 || i == points - 1 ? 1 : i % 2 == 1 ? 4 : 2;
      sum += weight / 3 * step * Math.exp(logProb[i]) * grid[i] * (1 - grid[i]);
    }
    return sum;
  }

  @Test
  void roundedDrawsAreThoseOfABernoulliAtEveryTemperature() {
    int draws = 20_000;
    float[] logits = {-2, 0, 0.7f};
    for (float temperature : new float[] {0.1f, 1, 5}) {
      try (GraphHarness harness = new GraphHarness()) {
        float[] values =
            harness.run(
                scalar(harness, temperature, logits)
                    .sampleWithLogProb(harness.tf(), harness.noise(1, "draws"), draws)
                    .value());
        for (int d = 0; d < logits.length; d++) {
          double[] above = new double[draws];
          for (int k = 0; k < draws; k++) {
            above[k] = values[k * logits.length + d] > 0.5 ? 1 : 0;
          }
          MonteCarlo.of(above)
              .assertExpectation(1 / (1 + Math.exp(-logits[d])), "λ = " + temperature);
        }
      }
    }
  }

  @Test
  void atALowTemperatureDrawsHaveTheMomentsOfABernoulli() {
    // The chance of a draw that is not near 0 or 1 is of order λ.
    for (double logit : new double[] {-1, 0.3}) {
      double p = 1 / (1 + Math.exp(-logit));
      double[] parameters = {logit, 0.01};
      assertEquals(p, mean(parameters), 1e-3);
      assertEquals(p * (1 - p), variance(parameters), 1e-2);
    }
  }

  @Test
  void drawsThatRoundToTheEndsHaveTheirOwnFiniteDensityAndGradients() {
    int draws = 50;
    float[] logits = {50, -50, 3, -3, 0};
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      RelaxedBernoulli q = scalar(harness, 0.1f, logits);
      Sampleable.Draw draw = q.sampleWithLogProb(tf, harness.noise(1, "ends"), draws);
      // The same noise again, to compute densities from in double precision.
      float[] epsilon =
          harness.run(
              InverseTransforms.logistic(
                  tf, harness.noise(1, "ends"), tf.array(draws, 1, logits.length)));
      List<float[]> run =
          harness.run(
              List.of(
                  draw.value(),
                  draw.logProb(),
                  harness.gradient(draw.logProb(), q.logits()),
                  harness.gradient(draw.logProb(), q.temperature()),
                  q.logProb(tf, draw.value()),
                  harness.gradient(q.logProb(tf, draw.value()), q.logits())));
      for (int k = 0; k < draws; k++) {
        assertEquals(1f, run.get(0)[k * logits.length]);
        double expected = 0;
        for (int d = 0; d < logits.length; d++) {
          double e = epsilon[k * logits.length + d];
          double t = (logits[d] + e) / 0.1f;
          // Density of the logistic noise times dε/dx = λ / (x (1 − x)).
          expected += logisticLogDensity(e) + Math.log(0.1f) - logisticLogDensity(t);
        }
        assertEquals(expected, run.get(1)[k], 1e-6 * expected); // Sums of up to 2000.
      }
      for (float[] values : run) {
        for (float value : values) {
          assertTrue(Float.isFinite(value), "a value of " + value);
        }
      }
    }
  }

  private static double logisticLogDensity(double x) {
    return -Math.abs(x) - 2 * Math.log1p(Math.exp(-Math.abs(x)));
  }

  @Test
  void aScalarTemperatureHasTheSumOfTheGradients() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      RelaxedBernoulli q = scalar(harness, 0.8f, -1, 0.5f, 2);
      Sampleable.Draw draw = q.sampleWithLogProb(tf, harness.noise(1, "scalar"), SAMPLES);
      Operand<TFloat32> both =
          tf.math.add(draw.logProb(), tf.reduceSum(tf.math.square(draw.value()), tf.constant(-1)));
      float[] actual = harness.run(harness.gradient(both, q.temperature()));
      double[] expected = FiniteDifferences.gradient(harness, both, q.temperature());
      assertEquals(expected[0], actual[0], 5e-4 * (1 + Math.abs(expected[0])));
      assertArrayEquals(
          new float[] {0},
          harness.run(
              harness.gradient(
                  q.detached(tf).logProb(tf, tf.stopGradient(draw.value())), q.temperature())));
    }
  }
}

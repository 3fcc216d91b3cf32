package org.lowerbound.distribution.continuous;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.distribution.Reparameterized;
import org.lowerbound.distribution.ReparameterizedContract;
import org.lowerbound.distribution.Support;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class ContinuousBernoulliTest extends ReparameterizedContract {
  /** On both sides of where series and closed forms meet, 0.1 and 1, and far from them. */
  private static final float[] LOGITS = {
    0, 1e-30f, 1e-6f, -1e-4f, 0.01f, 0.0999f, 0.1001f, -0.5f, 0.999f, 1.001f, -1.001f, 3, -20, 90,
    -90, 1000, -1000
  };

  @Override
  protected List<Integer> dimensions() {
    return List.of(1, 3, 784);
  }

  @Override
  protected int parameterCount() {
    return 1;
  }

  @Override
  protected float[] parameter(int index, int count) {
    return Draws.normal("logits", count, 0, 2);
  }

  @Override
  protected float[] values(int count) {
    return Draws.uniform("values", count);
  }

  @Override
  protected Reparameterized create(List<Operand<TFloat32>> parameters, int dimension) {
    return new ContinuousBernoulli(parameters.get(0), dimension);
  }

  @Override
  protected double logProb(double[] parameters, double value) {
    double logit = parameters[0];
    if (logit == 0) {
      return 0;
    }
    // eˡˣ · l / (eˡ − 1), divided by eˡ above and below for a positive l.
    double size = Math.abs(logit);
    double end = logit > 0 ? 1 : 0;
    return logit * (value - end) + Math.log(size / -Math.expm1(-size));
  }

  @Override
  protected List<double[]> extremeParameters() {
    return List.of(
        new double[] {0},
        new double[] {1e-6f},
        new double[] {-1e-3f},
        new double[] {1},
        new double[] {-1},
        new double[] {100},
        new double[] {-100},
        new double[] {1000},
        new double[] {-1000});
  }

  @Override
  protected double[] extremeValues(double[] parameters) {
    return new double[] {0, 0.25, 0.5, 0.999f, 1};
  }

  @Override
  protected Support support() {
    return Support.unitInterval();
  }

  @Override
  protected boolean differentiableInValue() {
    return true;
  }

  @Override
  protected double mean(double[] parameters) {
    return mean(parameters[0]);
  }

  /** Integrated by parts: 1/(1 − e⁻ˡ) − 1/l. */
  private static double mean(double logit) {
    return Math.abs(logit) < 1e-3 ? 0.5 + logit / 12 : -1 / Math.expm1(-logit) - 1 / logit;
  }

  @Override
  protected double variance(double[] parameters) {
    double half = parameters[0] / 2;
    return Math.abs(half) < 1e-3
        ? 1.0 / 12
        : 1 / (4 * half * half) - 1 / (4 * Math.sinh(half) * Math.sinh(half));
  }

  @Test
  void meanAndVarianceAreExactAtAnyLogit() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      Operand<TFloat32> logits = harness.input(Shape.of(LOGITS.length), LOGITS);
      ContinuousBernoulli p = new ContinuousBernoulli(logits, LOGITS.length);
      List<float[]> run =
          harness.run(List.of(p.mean(tf), p.variance(tf), harness.gradient(p.mean(tf), logits)));
      for (int i = 0; i < LOGITS.length; i++) {
        double mean = mean(LOGITS[i]);
        double variance = variance(new double[] {LOGITS[i]});
        String where = "logit " + LOGITS[i];
        assertEquals(mean, run.get(0)[i], 1e-6 * mean, where);
        // At l = ±1 the closed form is a difference of 1 and 0.92; errors of 10⁻⁷ become 10⁻⁶.
        assertEquals(variance, run.get(1)[i], 5e-6 * variance, where);
        // The derivative of an exponential family's mean by its natural parameter.
        assertEquals(variance, run.get(2)[i], 5e-6, where);
      }
    }
  }

  @Test
  void theGradientIsValueMinusMeanAtAnyLogit() {
    for (float x : new float[] {0, 0.3f, 1}) {
      try (GraphHarness harness = new GraphHarness()) {
        Operand<TFloat32> logits = harness.input(Shape.of(LOGITS.length), LOGITS);
        Operand<TFloat32> logProb =
            new ContinuousBernoulli(logits, LOGITS.length)
                .logProb(harness.tf(), harness.input(Shape.of(1), x));
        float[] gradient = harness.run(harness.gradient(logProb, logits));
        for (int i = 0; i < LOGITS.length; i++) {
          // Of terms up to 1.
          assertEquals(x - mean(LOGITS[i]), gradient[i], 1e-6, "logit " + LOGITS[i]);
        }
      }
    }
  }

  @Test
  void drawsFollowTheDistributionFunctionAtAnyLogit() {
    int draws = 200;
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      Operand<TFloat32> logits = harness.input(Shape.of(LOGITS.length), LOGITS);
      Operand<TFloat32> drawn =
          new ContinuousBernoulli(logits, LOGITS.length)
              .sampleWithLogProb(tf, harness.noise(1, "draws"), draws)
              .value();
      Operand<TFloat32> uniform =
          harness.noise(1, "draws").uniform(tf, tf.constant(new int[] {draws, LOGITS.length}));
      List<float[]> run = harness.run(List.of(drawn, uniform, harness.gradient(drawn, logits)));
      double[] slopes = new double[LOGITS.length];
      for (int i = 0; i < run.get(0).length; i++) {
        int column = i % LOGITS.length;
        float x = run.get(0)[i];
        double logit = LOGITS[column];
        assertTrue(x >= 0 && x <= 1, "a draw of " + x);
        double u = logit > 0 ? 1 - run.get(1)[i] : run.get(1)[i];
        double below = logit == 0 ? x : distribution(logit, x);
        // ∂F/∂x is the density, up to |l|, and x is exact to 10⁻⁷.
        assertEquals(u, below, 3e-7 * (1 + Math.abs(logit)), "logit " + logit);
        if (Math.abs(logit) < 1e-3) {
          slopes[column] += u * (1 - u) / 2; // ∂x/∂l at l = 0.
        }
      }
      for (int column = 0; column < LOGITS.length; column++) {
        if (slopes[column] != 0) {
          assertEquals(slopes[column], run.get(2)[column], 1e-4 * slopes[column]);
        }
        assertTrue(Float.isFinite(run.get(2)[column]));
      }
    }
  }

  /** F(x) = (eˡˣ − 1) / (eˡ − 1). */
  private static double distribution(double logit, double x) {
    return logit > 0
        ? 1 - Math.expm1(-logit * (1 - x)) / Math.expm1(-logit)
        : Math.expm1(logit * x) / Math.expm1(logit);
  }
}

package org.lowerbound.evaluation.bound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.KlRegistry;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.distribution.divergence.ClosedFormKls;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.Evaluated;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.model.LatentVariableModel;
import org.lowerbound.model.Prior;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.MonteCarlo;
import org.lowerbound.testing.TestPriors;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** KL unit by unit, where q(z_u | x) = N(x_u, σ_u²) and p(z) = N(0, I). */
final class KlPerUnitTest {
  private static final int COUNT = 40;
  private static final int LATENTS = 3;

  /** The unit that tells most is in the middle, the one that tells nothing at the end. */
  private static final double[] MEAN_SCALE = {0.5, 1.5, 0};

  private static final double[] LOG_SIGMA = {-0.5, -1, 0};
  private static final int[] BY_KL = {1, 0, 2};

  private static final float[] X = observations();

  private static float[] observations() {
    float[] x = Draws.normal("x", COUNT * LATENTS, 0, 1);
    for (int i = 0; i < x.length; i++) {
      x[i] *= (float) MEAN_SCALE[i % LATENTS];
    }
    return x;
  }

  private static double[] expected(int unit) {
    double[] kls = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      double mean = X[i * LATENTS + unit];
      double s = LOG_SIGMA[unit];
      kls[i] = 0.5 * (Math.exp(2 * s) + mean * mean - 1) - s;
    }
    return kls;
  }

  private static ImmutableMap<String, Estimate> measure(
      Metric metric, Optional<Prior> prior, KlRegistry closedForms) {
    try (GraphHarness harness = new GraphHarness()) {
      float[] logSigma = new float[LATENTS];
      for (int u = 0; u < LATENTS; u++) {
        logSigma[u] = (float) LOG_SIGMA[u];
      }
      LatentVariableModel model =
          new LatentVariableModel(
              LATENTS,
              prior.orElseGet(() -> TestPriors.standardNormal(LATENTS)),
              (tf, z, pass) -> new DiagonalNormal(z, tf.constant(0f), LATENTS),
              (tf, x, pass) -> new DiagonalNormal(tf.identity(x), tf.constant(logSigma), LATENTS),
              closedForms);
      Observations observed = new Observations.Floats(X, COUNT, LATENTS);
      Dataset dataset =
          Dataset.of(
              "test-set",
              Shape.of(LATENTS),
              ValueKind.REAL,
              FreshDraw.NOTHING,
              ImmutableMap.of(Split.TRAIN, observed, Split.TEST, observed),
              Optional.empty(),
              Optional.empty());
      Operand<TFloat32> x = harness.input(Shape.of(COUNT, LATENTS), X);
      return new Evaluated(harness, model, x, COUNT, dataset).measure(metric);
    }
  }

  private static ImmutableMap<String, Estimate> measure(Metric metric) {
    return measure(metric, Optional.empty(), ClosedFormKls.registry());
  }

  private static void assertMean(double[] expected, Estimate actual) {
    // KLs of order 1 in 32-bit floats.
    assertEquals(MonteCarlo.of(expected).mean(), actual.value(), 1e-6);
    assertEquals(
        MonteCarlo.of(expected).standardError(), actual.standardError().orElseThrow(), 1e-6);
    assertEquals(COUNT, actual.n());
  }

  @Test
  void unitsAreSortedByTheirMean() {
    ImmutableMap<String, Estimate> figures = measure(new KlPerUnit(3, KlEstimator.CLOSED_FORM, 1));
    assertEquals(ImmutableSet.of("kl-1", "kl-2", "kl-3"), figures.keySet());
    for (int rank = 0; rank < LATENTS; rank++) {
      assertMean(expected(BY_KL[rank]), figures.get("kl-" + (rank + 1)));
    }
    assertEquals(0, figures.get("kl-3").value(), 1e-6, "a unit at the prior");
  }

  @Test
  void theOthersAreAddedUp() {
    ImmutableMap<String, Estimate> figures = measure(new KlPerUnit(1, KlEstimator.CLOSED_FORM, 1));
    assertEquals(ImmutableSet.of("kl-1", "kl-rest"), figures.keySet());
    double[] rest = expected(0);
    double[] last = expected(2);
    for (int i = 0; i < COUNT; i++) {
      rest[i] += last[i];
    }
    assertMean(expected(1), figures.get("kl-1"));
    assertMean(rest, figures.get("kl-rest"));
  }

  @Test
  void allTogetherAreTheRate() {
    double rate = measure(new ElboMetric(1, KlEstimator.CLOSED_FORM)).get("rate").value();
    for (int units : new int[] {1, 2, 3, 7}) {
      double sum =
          measure(new KlPerUnit(units, KlEstimator.CLOSED_FORM, 1)).values().stream()
              .mapToDouble(Estimate::value)
              .sum();
      assertEquals(rate, sum, 1e-6, units + " units");
    }
  }

  @Test
  void columnsOfUnitsThatTheModelDoesNotHaveStayEmpty() {
    KlPerUnit metric = new KlPerUnit(5, KlEstimator.CLOSED_FORM, 1);
    assertEquals(ImmutableSet.of("kl-1", "kl-2", "kl-3"), measure(metric).keySet());
    assertEquals(
        List.of("kl-1", "kl-2", "kl-3", "kl-4", "kl-5", "kl-rest"),
        metric.columns().stream().map(Column::name).toList());
  }

  @Test
  void anEstimateAgreesWithTheClosedForm() {
    int samples = 3000;
    ImmutableMap<String, Estimate> figures =
        measure(
            new KlPerUnit(2, KlEstimator.MONTE_CARLO, samples),
            Optional.empty(),
            new KlRegistry.Builder().build());
    for (int rank = 0; rank < 2; rank++) {
      int unit = BY_KL[rank];
      // log q − log p = const − ½ ε² + ½ (μ + σ ε)² has the variance ½ (σ² − 1)² + μ² σ².
      double sigma2 = Math.exp(2 * LOG_SIGMA[unit]);
      double variance = 0;
      for (int i = 0; i < COUNT; i++) {
        double mean = X[i * LATENTS + unit];
        variance += (0.5 * (sigma2 - 1) * (sigma2 - 1) + mean * mean * sigma2) / COUNT;
      }
      double standardError = Math.sqrt(variance / samples / COUNT);
      assertEquals(
          MonteCarlo.of(expected(unit)).mean(),
          figures.get("kl-" + (rank + 1)).value(),
          MonteCarlo.ALLOWED_STANDARD_ERRORS * standardError,
          "unit " + unit);
    }
    // At the prior log q − log p is 0 for every draw.
    assertEquals(0, figures.get("kl-rest").value(), 1e-6);
  }

  /** A prior whose components are not independent, as far as anyone can tell. */
  private record Entangled() implements Distribution {
    @Override
    public int dimension() {
      return LATENTS;
    }

    @Override
    public Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> value) {
      return tf.math.neg(GraphMath.sumEvent(tf, tf.math.square(value)));
    }
  }

  @Test
  void whatHasNoKlOfEachUnitIsRefused() {
    assertEquals(
        "KL(diagonal-normal ‖ diagonal-normal) has no closed form for each latent here; \"kl\":"
            + " \"monte-carlo\" works",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    measure(
                        new KlPerUnit(2, KlEstimator.CLOSED_FORM, 1),
                        Optional.empty(),
                        new KlRegistry.Builder().build()))
            .getMessage());
    assertEquals(
        "KL(diagonal-normal ‖ entangled) has no closed form for each latent here",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    measure(
                        new KlPerUnit(2, KlEstimator.CLOSED_FORM, 1),
                        Optional.of((tf, pass) -> new Entangled()),
                        ClosedFormKls.registry()))
            .getMessage());
    assertEquals(
        "KL(diagonal-normal ‖ entangled) is no sum over latents: a posterior and a prior with"
            + " independent latents work",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    measure(
                        new KlPerUnit(2, KlEstimator.MONTE_CARLO, 1),
                        Optional.of((tf, pass) -> new Entangled()),
                        ClosedFormKls.registry()))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> new KlPerUnit(0, KlEstimator.CLOSED_FORM, 1));
    assertThrows(
        IllegalArgumentException.class, () -> new KlPerUnit(1, KlEstimator.CLOSED_FORM, 0));
  }
}

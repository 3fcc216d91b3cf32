package org.lowerbound.evaluation.gap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.data.synthetic.LinearGaussianModel;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.distribution.continuous.FullNormal;
import org.lowerbound.distribution.divergence.ClosedFormKls;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.Evaluated;
import org.lowerbound.graph.MatrixVectors;
import org.lowerbound.model.Conditional;
import org.lowerbound.model.LatentVariableModel;
import org.lowerbound.network.Pass;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.TestPriors;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The linear-Gaussian model whose loadings are not orthogonal, so that no normal with a diagonal
 * covariance is the posterior. With the posterior's precision Λ, the best one has its mean and the
 * precisions Λ_ii, and misses ½ (Σ log Λ_ii − log det Λ).
 */
final class InferenceGapTest {
  private static final int DIMENSION = 3;
  private static final int LATENTS = 2;
  private static final int COUNT = 30;
  private static final double NOISE = 0.6;

  /** So that the posterior's correlation is below ½: else importance weights vary without end. */
  private static final double[][] LOADINGS = {{1, 0.5}, {0.6, 1}, {-0.3, 0.6}};

  private static final double[] MEAN = {0.5, -1, 0.25};
  private static final LinearGaussianModel MODEL = new LinearGaussianModel(LOADINGS, MEAN, NOISE);

  /** Λ = I + WᵀW / σ². */
  private static double precision(int i, int j) {
    double product = i == j ? 1 : 0;
    for (double[] row : LOADINGS) {
      product += row[i] * row[j] / (NOISE * NOISE);
    }
    return product;
  }

  /** KL(q ‖ p(z | x)) of a normal that is some standard deviations off and stretched. */
  private static double divergence(double shift, double logStretch) {
    double logDet = Math.log(precision(0, 0) * precision(1, 1) - precision(0, 1) * precision(0, 1));
    double[] delta = new double[LATENTS];
    double kl = -0.5 * LATENTS - 0.5 * logDet;
    for (int i = 0; i < LATENTS; i++) {
      double scale = Math.exp(logStretch) / Math.sqrt(precision(i, i));
      kl += 0.5 * precision(i, i) * scale * scale - Math.log(scale);
      delta[i] = shift / Math.sqrt(precision(i, i));
    }
    for (int i = 0; i < LATENTS; i++) {
      for (int j = 0; j < LATENTS; j++) {
        kl += 0.5 * delta[i] * precision(i, j) * delta[j];
      }
    }
    return kl;
  }

  private static float[] observations() {
    float[] noise = Draws.normal("x", COUNT * (DIMENSION + LATENTS), 0, 1);
    float[] x = new float[COUNT * DIMENSION];
    for (int n = 0; n < COUNT; n++) {
      int start = n * (DIMENSION + LATENTS);
      for (int d = 0; d < DIMENSION; d++) {
        double value = MEAN[d] + NOISE * noise[start + LATENTS + d];
        for (int l = 0; l < LATENTS; l++) {
          value += LOADINGS[d][l] * noise[start + l];
        }
        x[n * DIMENSION + d] = (float) value;
      }
    }
    return x;
  }

  /** The encoder whose mean and scales are off by the same for all x. */
  private static Conditional<Sampleable> encoder(double shift, double logStretch) {
    double[][] covariance = MODEL.posteriorCovariance();
    float[][] weights = new float[LATENTS][DIMENSION]; // Λ⁻¹ Wᵀ / σ²
    float[] offset = new float[LATENTS];
    float[] logScale = new float[LATENTS];
    for (int l = 0; l < LATENTS; l++) {
      offset[l] = (float) (shift / Math.sqrt(precision(l, l)));
      logScale[l] = (float) (logStretch - 0.5 * Math.log(precision(l, l)));
      for (int d = 0; d < DIMENSION; d++) {
        double weight = 0;
        for (int k = 0; k < LATENTS; k++) {
          weight += covariance[l][k] * LOADINGS[d][k] / (NOISE * NOISE);
        }
        weights[l][d] = (float) weight;
        offset[l] -= (float) (weight * MEAN[d]);
      }
    }
    return (tf, x, pass) ->
        new DiagonalNormal(
            tf.math.add(MatrixVectors.product(tf, tf.constant(weights), x), tf.constant(offset)),
            tf.constant(logScale),
            LATENTS);
  }

  private static Evaluated evaluated(GraphHarness harness, Conditional<Sampleable> encoder) {
    float[][] w = new float[DIMENSION][LATENTS];
    float[] b = new float[DIMENSION];
    for (int d = 0; d < DIMENSION; d++) {
      b[d] = (float) MEAN[d];
      for (int l = 0; l < LATENTS; l++) {
        w[d][l] = (float) LOADINGS[d][l];
      }
    }
    LatentVariableModel model =
        new LatentVariableModel(
            LATENTS,
            TestPriors.standardNormal(LATENTS),
            (tf, z, pass) ->
                new DiagonalNormal(
                    tf.math.add(MatrixVectors.product(tf, tf.constant(w), z), tf.constant(b)),
                    tf.constant((float) Math.log(NOISE)),
                    DIMENSION),
            encoder,
            ClosedFormKls.registry());
    Observations observed = new Observations.Floats(observations(), COUNT, DIMENSION);
    return new Evaluated(
        harness,
        model,
        harness.input(Shape.of(COUNT, DIMENSION), observations()),
        COUNT,
        Dataset.of(
            "test-set",
            Shape.of(DIMENSION),
            ValueKind.REAL,
            FreshDraw.NOTHING,
            ImmutableMap.of(Split.TRAIN, observed, Split.TEST, observed),
            Optional.empty(),
            Optional.empty()));
  }

  private static final InferenceGap METRIC = new InferenceGap(100, 450, 10, 1000, 0.02, 50, 0.001);

  /**
   * Gaps of 0.6 nats or less, whose weights have a variance of about 1: 450 draws for each of 30.
   */
  private static final double TOLERANCE = 0.03;

  @Test
  void aWrongEncoderHasBothGapsOfTheClosedForm() {
    double shift = 0.7;
    double logStretch = 0.4;
    ImmutableMap<String, Estimate> gaps;
    ImmutableMap<String, double[]> kept;
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated = evaluated(harness, encoder(shift, logStretch));
      gaps = evaluated.measure(METRIC);
      kept = evaluated.kept();
    }
    double all = divergence(shift, logStretch);
    double approximation = divergence(0, 0);
    assertTrue(approximation > 0.1 && all - approximation > 0.5, "two gaps that can be seen");
    assertEquals(all, gaps.get("inference-gap").value(), TOLERANCE);
    assertEquals(approximation, gaps.get("approximation-gap").value(), TOLERANCE);
    assertEquals(all - approximation, gaps.get("amortization-gap").value(), TOLERANCE);
    for (int i = 0; i < COUNT; i++) {
      assertEquals(
          kept.get("inference-gap")[i],
          kept.get("approximation-gap")[i] + kept.get("amortization-gap")[i],
          1e-9);
    }
    assertEquals(COUNT, gaps.get("inference-gap").n());
    assertTrue(gaps.get("amortization-gap").caveats().findings().isEmpty(), "it settled");
  }

  @Test
  void theBestEncoderHasNoAmortizationGap() {
    try (GraphHarness harness = new GraphHarness()) {
      ImmutableMap<String, Estimate> gaps = evaluated(harness, encoder(0, 0)).measure(METRIC);
      // What Adam's last steps are off by: of second order in it.
      assertEquals(0, gaps.get("amortization-gap").value(), 0.003);
      assertEquals(divergence(0, 0), gaps.get("approximation-gap").value(), TOLERANCE);
    }
  }

  @Test
  void theBestParametersAreThoseOfThePosterior() {
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated = evaluated(harness, encoder(0.7, 0.4));
      LocalNormals normals =
          new LocalNormals(
              harness.tf(),
              evaluated.graph(),
              "inference-gap",
              evaluated.graph().terms(harness.tf(), "test", "test", 1),
              10,
              1);
      int[] rows = {2, 29, 11};
      double[] best =
          new LocalFit(0.02, 1000, 50, 0.001).of(normals, evaluated, rows, 0).parameters();
      float[] x = observations();
      for (int i = 0; i < rows.length; i++) {
        double[] row = new double[DIMENSION];
        int start = rows[i] * DIMENSION;
        Arrays.setAll(row, d -> x[start + d]);
        double[] mean = MODEL.posteriorMean(row);
        for (int l = 0; l < LATENTS; l++) {
          double scale = 1 / Math.sqrt(precision(l, l));
          // A few hundredths of a standard deviation, by the gradient's noise.
          assertEquals(mean[l], best[i * LATENTS + l], 0.08 * scale);
          assertEquals(
              Math.log(scale), best[(rows.length + i) * LATENTS + l], 0.08, "log of the scale");
        }
      }
    }
  }

  @Test
  void anOptimisationThatEndsTooSoonSaysSo() {
    try (GraphHarness harness = new GraphHarness()) {
      InferenceGap hasty = new InferenceGap(3, 10, 10, 20, 0.01, 10, 0.001);
      Estimate gap = evaluated(harness, encoder(0.7, 0.4)).measure(hasty).get("amortization-gap");
      assertEquals(3, gap.n());
      String words = gap.caveats().findings().get(0);
      assertTrue(
          words.matches(
              "After 20 steps the bound of the best posteriors still rose by 0\\.\\d+ nats in 10"
                  + " steps: .*a larger \"steps\" tells\\."),
          words);
    }
  }

  @Test
  void anotherFamilyIsRefused() {
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated = evaluated(harness, InferenceGapTest::full);
      assertEquals(
          "inference-gap fits the parameters of a posterior diagonal-normal to each example, but this"
              + " one is full-normal; a vae with the posterior diagonal-normal works",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> METRIC.build(harness.tf(), evaluated.graph()))
              .getMessage());
    }
  }

  private static FullNormal full(Ops tf, Operand<TFloat32> x, Pass pass) {
    return new FullNormal(
        tf.slice(x, tf.array(0, 0), tf.array(-1, LATENTS)),
        tf.constant(new float[][] {{0.5f, 0}, {0.25f, 0.5f}}),
        LATENTS);
  }
}

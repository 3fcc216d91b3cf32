package org.lowerbound.model.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.continuous.FullNormal;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.ObservedData;
import org.lowerbound.network.Normal;
import org.lowerbound.network.Pass;
import org.lowerbound.testing.DirectionalDerivative;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The linear models against normals on the host that know nothing of how they are made up. */
final class LinearNormalTest {
  private static final int D = 5;
  private static final int K = 2;
  private static final int BATCH = 4;
  private static final double[] MEAN = {100, -2, 0.5, 0, 3};
  private static final GraphHarness HARNESS = new GraphHarness();
  private static final Built PCA = new Built(new ProbabilisticPca(K, new Normal(1), 0.7), 1);
  private static final Built FACTORS = new Built(new FactorAnalysis(K, new Normal(1), 0.7), D);

  /** A model with the nodes that the tests run. */
  private static final class Built {
    final InputParameters parameters = new InputParameters(HARNESS, 3);
    final LinearNormal model;
    final Operand<TFloat32> loadings;
    final Operand<TFloat32> logScale;
    final Operand<TFloat32> x;
    final Operand<TFloat32> logProb; // [B]
    final FullNormal posterior;
    final BoundTerms terms;

    Built(ModelSpec spec, int scales) {
      Ops tf = HARNESS.tf();
      model = (LinearNormal) spec.build(parameters.scope(observed(ValueKind.REAL)));
      loadings = parameters.byName().get(LinearNormal.LOADINGS);
      logScale = parameters.byName().get(LinearNormal.LOG_SCALE);
      HARNESS.set(logScale, Draws.normal("scales", scales, -0.5, 0.4));
      float[] values = Draws.normal("x", BATCH * D, 0, 2);
      for (int i = 0; i < values.length; i++) {
        values[i] += (float) MEAN[i % D];
      }
      x = HARNESS.input(Shape.of(BATCH, D), values);
      logProb = model.logProb(tf, x, Pass.evaluation());
      posterior = model.encode(tf, x, Pass.evaluation());
      terms = model.terms(tf, x, HARNESS.noise(1, "z" + scales), 3, Pass.evaluation());
    }

    double[][] w() {
      float[] values = HARNESS.get(loadings);
      double[][] w = new double[D][K];
      for (int i = 0; i < D * K; i++) {
        w[i / K][i % K] = values[i];
      }
      return w;
    }

    double[] sigma() {
      float[] values = HARNESS.get(logScale);
      double[] sigma = new double[D];
      for (int i = 0; i < D; i++) {
        sigma[i] = Math.exp(values[i % values.length]);
      }
      return sigma;
    }

    double[] row(int b) {
      double[] row = new double[D];
      for (int i = 0; i < D; i++) {
        row[i] = HARNESS.get(x)[b * D + i];
      }
      return row;
    }

    double hostLogProb(int b) {
      return new HostNormal(MEAN, HostNormal.covariance(w(), sigma())).logProb(row(b));
    }
  }

  private static ObservedData observed(ValueKind kind) {
    return new ObservedData(Shape.of(D), kind, ImmutableDoubleArray.copyOf(MEAN));
  }

  private static Built built(String type) {
    return type.equals("ppca") ? PCA : FACTORS;
  }

  @AfterAll
  static void close() {
    HARNESS.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ppca", "factor-analysis"})
  void theLikelihoodIsThatOfTheFullCovariance(String type) {
    Built built = built(type);
    float[] actual = HARNESS.run(built.logProb);
    for (int b = 0; b < BATCH; b++) {
      // Some tens of operations on 32-bit floats of the size of the result.
      double expected = built.hostLogProb(b);
      assertEquals(expected, actual[b], 3e-6 * Math.abs(expected));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ppca", "factor-analysis"})
  void theCodeIsThePosteriorOfTheJointNormal(String type) {
    Built built = built(type);
    ImmutableList<float[]> actual =
        HARNESS.run(ImmutableList.of(built.posterior.loc(), built.posterior.scaleTril()));
    // (z, x) with the covariance ((I, Wᵀ), (W, WWᵀ + Ψ)).
    double[][] w = built.w();
    double[][] joint = new double[K + D][K + D];
    double[][] ofX = HostNormal.covariance(w, built.sigma());
    for (int i = 0; i < K; i++) {
      joint[i][i] = 1;
      for (int j = 0; j < D; j++) {
        joint[i][K + j] = w[j][i];
        joint[K + j][i] = w[j][i];
      }
    }
    for (int j = 0; j < D; j++) {
      System.arraycopy(ofX[j], 0, joint[K + j], K, D);
    }
    double[] mean = new double[K + D];
    System.arraycopy(MEAN, 0, mean, K, D);
    float[] l = actual.get(1);
    for (int b = 0; b < BATCH; b++) {
      double[] expected = new HostNormal(mean, joint).conditional(K, built.row(b));
      for (int i = 0; i < K; i++) {
        assertEquals(expected[i], actual.get(0)[b * K + i], 3e-6 * (1 + Math.abs(expected[i])));
        assertTrue(l[i * K + i] > 0);
        for (int j = 0; j < K; j++) {
          double covariance = 0;
          for (int c = 0; c < K; c++) {
            covariance += l[i * K + c] * l[j * K + c];
          }
          assertEquals(expected[K + i * K + j], covariance, 1e-6);
        }
      }
    }
    assertEquals(0, l[1]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ppca", "factor-analysis"})
  void everyDrawHasTheWeightOfTheLikelihood(String type) {
    Built built = built(type);
    float[] logWeight = HARNESS.run(built.terms.logWeight(HARNESS.tf())); // [3, B]
    for (int i = 0; i < logWeight.length; i++) {
      double expected = built.hostLogProb(i % BATCH);
      // A sum of three terms that may be larger than it.
      assertEquals(expected, logWeight[i], 1e-5 * Math.abs(expected));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ppca", "factor-analysis"})
  void gradientsAreThoseOfTheValues(String type) {
    Built built = built(type);
    Ops tf = HARNESS.tf();
    Operand<TFloat32> kl = built.terms.closedFormKl(tf).orElseThrow(); // [B]
    for (Operand<TFloat32> node :
        ImmutableList.of(built.logProb, built.terms.logWeight(tf), built.terms.latents(), kl)) {
      for (Operand<TFloat32> parameter : ImmutableList.of(built.loadings, built.logScale)) {
        DirectionalDerivative.assertGradient(
            HARNESS,
            node,
            parameter,
            HARNESS.run(HARNESS.gradient(node, parameter)),
            // Rounding of a sum near 100, 1e-5, over the step of 1/64.
            2e-3,
            type + " " + node.op().name());
      }
    }
  }

  @Test
  void theWeightOfADrawHasTheGradientOfTheLikelihoodWithoutNoise() {
    Ops tf = HARNESS.tf();
    Operand<TFloat32> mean = tf.math.mean(FACTORS.terms.logWeight(tf), tf.constant(0)); // [B]
    for (Operand<TFloat32> parameter : ImmutableList.of(FACTORS.loadings, FACTORS.logScale)) {
      float[] expected = HARNESS.run(HARNESS.gradient(FACTORS.logProb, parameter));
      float[] actual = HARNESS.run(HARNESS.gradient(mean, parameter));
      for (int i = 0; i < expected.length; i++) {
        // Sums of products of 32-bit floats up to ten times the result, which cancel.
        assertEquals(expected[i], actual[i], 1e-4 * (1 + Math.abs(expected[i])));
      }
    }
  }

  @Test
  void aFrozenModelPassesNoGradient() {
    Ops tf = HARNESS.tf();
    Operand<TFloat32> frozen = PCA.model.logProb(tf, PCA.x, Pass.evaluation().freeze());
    assertArrayEquals(new float[D * K], HARNESS.run(HARNESS.gradient(frozen, PCA.loadings)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ppca", "factor-analysis"})
  void theDecoderUnderThePriorGivesTheLikelihood(String type) {
    Built built = built(type);
    Ops tf = HARNESS.tf();
    int draws = 200_000;
    Operand<TFloat32> z =
        HARNESS.noise(2, type).standardNormal(tf, tf.array(draws, 1, K)); // [N, 1, K]
    float[] logLikelihood =
        HARNESS.run(built.model.decode(tf, z, Pass.evaluation()).logProb(tf, built.x)); // [N, B]
    // The observation that is least in the tail, where draws of the prior count.
    float[] logProb = HARNESS.run(built.logProb);
    int most = 0;
    for (int b = 1; b < BATCH; b++) {
      most = logProb[b] > logProb[most] ? b : most;
    }
    double expected = built.hostLogProb(most);
    double[] ratio = new double[draws];
    for (int i = 0; i < draws; i++) {
      ratio[i] = Math.exp(logLikelihood[i * BATCH + most] - expected);
    }
    MonteCarlo.of(ratio).assertExpectation(1, type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ppca", "factor-analysis"})
  void samplesHaveTheMeanAndCovarianceOfTheModel(String type) {
    Built built = built(type);
    int count = 50_000;
    float[] x =
        HARNESS.run(
            built.model.sample(HARNESS.tf(), HARNESS.noise(4, type), count, Pass.evaluation()));
    assertEquals(count * D, x.length);
    double[][] covariance = HostNormal.covariance(built.w(), built.sigma());
    for (int i = 0; i < D; i++) {
      double[] first = new double[count];
      for (int n = 0; n < count; n++) {
        first[n] = x[n * D + i] - MEAN[i];
      }
      MonteCarlo.of(first).assertExpectation(0, "mean " + i);
      for (int j = i; j < D; j++) {
        double[] product = new double[count];
        for (int n = 0; n < count; n++) {
          product[n] = first[n] * (x[n * D + j] - MEAN[j]);
        }
        MonteCarlo.of(product).assertExpectation(covariance[i][j], i + ", " + j);
      }
    }
  }

  @Test
  void aLargeMeanCostsNoPrecision() {
    // Values near 10⁶ are multiples of 1/16 as 32-bit floats; their mean is not.
    try (GraphHarness harness = new GraphHarness()) {
      double mean = 1e6 + 0.03;
      ObservedData observed =
          new ObservedData(Shape.of(2), ValueKind.REAL, ImmutableDoubleArray.of(mean, 0));
      InputParameters parameters = new InputParameters(harness, 1);
      LinearNormal model =
          (LinearNormal)
              new FactorAnalysis(1, new Normal(1), 0.5).build(parameters.scope(observed));
      float[] x = {1e6f + 0.125f, 0.25f};
      double[][] w = {
        {parameters.values(LinearNormal.LOADINGS)[0]}, {parameters.values(LinearNormal.LOADINGS)[1]}
      };
      double[] sigma = {0.5, 0.5};
      double expected =
          new HostNormal(new double[] {mean, 0}, HostNormal.covariance(w, sigma))
              .logProb(x[0], x[1]);
      float[] actual =
          harness.run(
              model.logProb(harness.tf(), harness.input(Shape.of(1, 2), x), Pass.evaluation()));
      assertEquals(expected, actual[0], 2e-6);
    }
  }

  @Test
  void anotherKindOfDataIsRefused() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new ProbabilisticPca(K, new Normal(1), 1).checkFits(observed(ValueKind.BINARY)));
    assertTrue(e.getMessage().contains("binary (0 or 1)"), e.getMessage());
    assertTrue(e.getMessage().contains("\"dequantize\": true"), e.getMessage());
    new FactorAnalysis(K, new Normal(1), 1).checkFits(observed(ValueKind.DEQUANTIZED));
  }

  @Test
  void asManyLatentsAsValuesAreRefused() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new FactorAnalysis(D, new Normal(1), 1).checkFits(observed(ValueKind.REAL)));
    assertTrue(e.getMessage().contains("latents is 5 and there are 5 values"), e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new FactorAnalysis(0, new Normal(1), 1));
    assertThrows(IllegalArgumentException.class, () -> new ProbabilisticPca(1, new Normal(1), 0));
  }

  @Test
  void aFactorOfAFarLargerSignalThanTheNoiseIsExact() {
    // I + GᵀG has the condition 10¹⁶: as a matrix of doubles it would have no Cholesky factor.
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> g = harness.input(Shape.of(2, 2), 1e8f, 1e8f, 1e8f, 1e8f);
      float[] l = harness.run(PosteriorFactor.of(harness.tf(), g, 2));
      // z₁ + z₂ is known, so that z₁ and z₂ are N(0, ½) and each minus the other.
      double[] expected = {Math.sqrt(0.5), 0, -Math.sqrt(0.5), 0};
      for (int i = 0; i < 4; i++) {
        assertEquals(expected[i], l[i], 1e-6, Arrays.toString(l));
      }
      assertTrue(l[3] > 0, Arrays.toString(l));
    }
  }

  @Test
  void drawsOfThePosteriorAreReparameterized() {
    assertTrue(PCA.terms.reparameterized());
  }
}

package org.lowerbound.model.hierarchy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.Layered;
import org.lowerbound.distribution.NonCentered;
import org.lowerbound.distribution.WithMean;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.LatentVariableModel;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.likelihood.NormalLikelihood;
import org.lowerbound.model.likelihood.OutputBias;
import org.lowerbound.model.likelihood.Scale;
import org.lowerbound.model.posterior.BernoulliPosterior;
import org.lowerbound.model.posterior.DiagonalNormalPosterior;
import org.lowerbound.model.posterior.ScaleLink;
import org.lowerbound.model.prior.StandardNormalPrior;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.Mlp;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.Pass;
import org.lowerbound.testing.FiniteDifferences;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class HierarchyTest {
  private static final int X = 3;
  private static final int[] LAYERS = {2, 1};
  private static final int BATCH = 2;
  private static final double NOISE = 0.8;

  private static final Mlp LINEAR =
      new Mlp(ImmutableList.of(), Activation.TANH, new GlorotUniform());
  private static final NormalLikelihood LIKELIHOOD =
      new NormalLikelihood(new Scale.Fixed(NOISE), OutputBias.DATA_MEAN);
  private static final DiagonalNormalPosterior NORMAL = new DiagonalNormalPosterior(ScaleLink.EXP);

  /** Models whose generative side is linear, so that log p(x) is that of a normal. */
  enum Kind {
    PLAIN,
    SKIP,
    LADDER;

    ModelSpec spec() {
      return switch (this) {
        case PLAIN, SKIP ->
            new HierarchicalVae(
                ImmutableList.of(
                    new StochasticLayer(LAYERS[0], LINEAR, LINEAR),
                    new StochasticLayer(LAYERS[1], LINEAR, LINEAR)),
                NORMAL,
                NORMAL,
                new StandardNormalPrior(),
                LIKELIHOOD,
                this == SKIP);
        case LADDER ->
            new LadderVae(
                ImmutableList.of(
                    new Rung(LAYERS[0], 4, LINEAR, LINEAR), new Rung(LAYERS[1], 3, LINEAR, LINEAR)),
                Activation.LEAKY_RELU,
                LIKELIHOOD);
      };
    }
  }

  private static ObservedData observed() {
    return new ObservedData(Shape.of(X), ValueKind.REAL, ImmutableDoubleArray.of(0.2, -0.4, 0.1));
  }

  /** A model with its terms, and parameters that are not at special places. */
  private static final class Built implements AutoCloseable {
    final GraphHarness harness = new GraphHarness();
    final InputParameters parameters = new InputParameters(harness, 3);
    final LatentVariableModel model;
    final Operand<TFloat32> x;
    final BoundTerms terms;

    Built(ModelSpec spec, int draws) {
      this.model = (LatentVariableModel) spec.build(parameters.scope(observed()));
      for (String name : parameters.byName().keySet()) {
        float[] values = parameters.values(name);
        boolean ofScale = name.contains("logScale");
        for (int i = 0; i < values.length; i++) {
          // Scales that do not depend on the latents keep the generative side linear.
          values[i] = ofScale ? 0 : values[i] + 0.05f * (i % 3 - 1);
        }
        if (ofScale && name.endsWith("bias")) {
          // A posterior wider than the prior: the weights are bounded.
          Arrays.fill(values, name.startsWith("encoder") ? 0.4f : -0.3f);
        }
        harness.set(parameters.byName().get(name), values);
      }
      this.x = harness.input(Shape.of(BATCH, X), 0.5f, -1, 0.7f, -0.2f, 0.3f, 1);
      this.terms = model.terms(harness.tf(), x, harness.noise(1, "z"), draws, Pass.evaluation());
    }

    /** Returns z₁ = A z₂ + a, or x = C z + c: the map of one decoder. */
    double[][] weights(String decoder, int rows, int columns) {
      float[] values = parameters.values(decoder + ".loc.weights");
      double[][] matrix = new double[rows][columns];
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          matrix[i][j] = values[i * columns + j]; // [in, out]
        }
      }
      return matrix;
    }

    /** Returns log p(x_b) in double precision: x is a linear function of independent normals. */
    double logEvidence(int b, boolean skip) {
      double[][] a = weights("decoder2", LAYERS[1], LAYERS[0]);
      float[] offset = parameters.values("decoder2.loc.bias");
      int seen = skip ? LAYERS[0] + LAYERS[1] : LAYERS[0];
      double[][] c = weights("decoder1", seen, X);
      float[] mean = parameters.values("decoder1.loc.bias");
      double scale = Math.exp(-0.3);
      // Columns: z₂, then the noise of z₁, then the noise of x.
      double[][] map = new double[X][LAYERS[1] + LAYERS[0] + X];
      double[] difference = new double[X];
      float[] at = harness.get(x);
      for (int d = 0; d < X; d++) {
        difference[d] = at[b * X + d] - mean[d];
        map[d][LAYERS[1] + LAYERS[0] + d] = NOISE;
        for (int i = 0; i < LAYERS[0]; i++) {
          difference[d] -= c[i][d] * offset[i];
          map[d][LAYERS[1] + i] += c[i][d] * scale;
          for (int j = 0; j < LAYERS[1]; j++) {
            map[d][j] += c[i][d] * a[j][i];
          }
        }
        for (int j = 0; skip && j < LAYERS[1]; j++) {
          map[d][j] += c[LAYERS[0] + j][d];
        }
      }
      return logNormal(difference, map);
    }

    @Override
    public void close() {
      harness.close();
    }
  }

  /** Returns log N(d; 0, M Mᵀ) by elimination. */
  private static double logNormal(double[] d, double[][] map) {
    int n = d.length;
    double[][] covariance = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < map[i].length; k++) {
          covariance[i][j] += map[i][k] * map[j][k];
        }
      }
    }
    double[] rest = d.clone();
    double logProb = -0.5 * n * Math.log(2 * Math.PI);
    for (int k = 0; k < n; k++) { // The k-th value given those before it.
      logProb -= 0.5 * (Math.log(covariance[k][k]) + rest[k] * rest[k] / covariance[k][k]);
      for (int i = k + 1; i < n; i++) {
        double factor = covariance[i][k] / covariance[k][k];
        rest[i] -= factor * rest[k];
        for (int j = n - 1; j >= k; j--) {
          covariance[i][j] -= factor * covariance[k][j];
        }
      }
    }
    return logProb;
  }

  @ParameterizedTest
  @EnumSource
  void nonCenteredCoordinatesAreStandardNormal(Kind kind) {
    try (Built built = new Built(kind.spec(), 1)) {
      Layered prior = (Layered) built.terms.prior();
      NonCentered nonCentered = assertInstanceOf(NonCentered.class, prior);
      float[] u = {0.3f, -1.2f, 0.8f, -0.4f, 2, -1.5f};
      Operand<TFloat32> coordinates = built.harness.input(Shape.of(BATCH, 3), u);
      NonCentered.Place place = nonCentered.place(built.harness.tf(), coordinates);
      float[] value = built.harness.run(place.value());
      float[] logProb = built.harness.run(place.logProb());
      assertTrue(IntStream.range(0, 2).allMatch(i -> Math.abs(value[i] - u[i]) > 0.05), "moved");
      assertArrayEquals(
          built.harness.run(prior.logProb(built.harness.tf(), place.value())), logProb, 1e-5f);
      assertArrayEquals(
          u, built.harness.run(nonCentered.coordinates(built.harness.tf(), place.value())), 1e-5f);
      float[] logDeterminant = built.harness.run(place.logDeterminant());
      for (int b = 0; b < BATCH; b++) {
        // z₁ has two components of the scale exp(-0.3), z₂ is itself.
        assertEquals(LAYERS[0] * -0.3, logDeterminant[b], 1e-6);
        double expected = -1.5 * Math.log(2 * Math.PI);
        for (int i = 0; i < 3; i++) {
          expected -= 0.5 * u[b * 3 + i] * u[b * 3 + i];
        }
        assertEquals(expected, logProb[b] + logDeterminant[b], 1e-5);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theWeightsAverageToTheEvidence(Kind kind) {
    int draws = 40_000;
    try (Built built = new Built(kind.spec(), draws)) {
      float[] logWeights = built.harness.run(built.terms.logWeight(built.harness.tf()));
      for (int b = 0; b < BATCH; b++) {
        double exact = built.logEvidence(b, kind == Kind.SKIP);
        double[] relative = new double[draws];
        for (int k = 0; k < draws; k++) {
          relative[k] = Math.exp(logWeights[k * BATCH + b] - exact);
        }
        MonteCarlo weights = MonteCarlo.of(relative);
        assertTrue(weights.standardError() < 0.05, kind + ": the test would see no error");
        weights.assertExpectation(1, kind + " p̂(x) / p(x)");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void densitiesAreSumsOverLayersAndThoseOfTheDraws(Kind kind) {
    try (Built built = new Built(kind.spec(), 3)) {
      BoundTerms terms = built.terms;
      assertEquals(Shape.of(3, BATCH, 3), built.harness.shape(terms.latents()));
      assertEquals(3, terms.posterior().dimension());
      Layered q = assertInstanceOf(Layered.class, terms.posterior());
      Layered p = assertInstanceOf(Layered.class, terms.prior());
      assertEquals(ImmutableList.of(2, 1), q.layers());
      ImmutableList<Operand<TFloat32>> ofQ = q.logProbPerLayer(built.harness.tf(), terms.latents());
      ImmutableList<Operand<TFloat32>> ofP = p.logProbPerLayer(built.harness.tf(), terms.latents());
      List<float[]> values =
          built.harness.run(
              List.of(
                  terms.logPosterior(),
                  ofQ.get(0),
                  ofQ.get(1),
                  terms.logPrior(),
                  ofP.get(0),
                  ofP.get(1)));
      for (int i = 0; i < 3 * BATCH; i++) {
        // Drawn and scored: standardised on the way.
        assertEquals(values.get(0)[i], values.get(1)[i] + values.get(2)[i], 2e-5);
        assertEquals(values.get(3)[i], values.get(4)[i] + values.get(5)[i], 2e-5);
      }
      // The layers are no two halves of one density: each has its own.
      assertTrue(Math.abs(values.get(1)[0] - values.get(2)[0]) > 1e-3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void pathAndScoreAreTheWholeGradient(Kind kind) {
    try (Built built = new Built(kind.spec(), 2)) {
      GraphHarness harness = built.harness;
      Operand<TFloat32> total = built.terms.logPosterior();
      Operand<TFloat32> path = built.terms.pathLogPosterior(harness.tf());
      Operand<TFloat32> score = built.terms.scoreLogPosterior(harness.tf());
      double largestPath = 0;
      for (String name : built.parameters.names(ParameterGroup.ENCODER)) {
        Operand<TFloat32> input = built.parameters.byName().get(name);
        float[] ofPath = harness.run(harness.gradient(path, input));
        float[] ofScore = harness.run(harness.gradient(score, input));
        double[] expected = FiniteDifferences.gradient(harness, total, input);
        for (int i = 0; i < expected.length; i++) {
          // Values of order 10 in 32-bit floats, over a step of 1/64.
          assertEquals(expected[i], ofPath[i] + ofScore[i], 2e-3 + 2e-3 * Math.abs(expected[i]));
          largestPath = Math.max(largestPath, Math.abs(ofPath[i]));
        }
      }
      assertTrue(largestPath > 0.1, "path gradients that could not be told from 0");
    }
  }

  @Test
  void theProductOfTwoNormalsByHand() {
    try (GraphHarness harness = new GraphHarness()) {
      double[][] cases = {{1, 0.5, -1, 2}, {0, 1, 3, 1}, {2, 1e-4, -5, 3}, {-4, 20, 1, 1e-3}};
      for (double[] c : cases) {
        DiagonalNormal product =
            LadderPosterior.product(
                harness.tf(), normal(harness, c[0], c[1]), normal(harness, c[2], c[3]));
        double precision = 1 / (c[1] * c[1]) + 1 / (c[3] * c[3]);
        double mean = (c[0] / (c[1] * c[1]) + c[2] / (c[3] * c[3])) / precision;
        assertEquals(mean, harness.run(product.loc())[0], 1e-6 * (1 + Math.abs(mean)));
        assertEquals(-0.5 * Math.log(precision), harness.run(product.logScale())[0], 1e-5);
      }
    }
  }

  private static DiagonalNormal normal(GraphHarness harness, double loc, double scale) {
    return new DiagonalNormal(
        harness.input(Shape.of(1), (float) loc),
        harness.input(Shape.of(1), (float) Math.log(scale)),
        1);
  }

  @Test
  void theCodeOfAnObservationHasAMeanForEveryLayer() {
    for (Kind kind : Kind.values()) {
      try (Built built = new Built(kind.spec(), 1)) {
        WithMean q =
            assertInstanceOf(
                WithMean.class,
                built.model.posterior().given(built.harness.tf(), built.x, Pass.evaluation()));
        assertEquals(Shape.of(BATCH, 3), built.harness.shape(q.mean(built.harness.tf())));
      }
    }
  }

  @Test
  void theTwoLayerModelOfBurdaEtAlHasItsShapes() {
    Mlp outer = new Mlp(ImmutableList.of(200, 200), Activation.TANH, new GlorotUniform());
    Mlp inner = new Mlp(ImmutableList.of(100, 100), Activation.TANH, new GlorotUniform());
    try (GraphHarness harness = new GraphHarness()) {
      InputParameters parameters = new InputParameters(harness, 3);
      new HierarchicalVae(
              ImmutableList.of(
                  new StochasticLayer(100, outer, outer), new StochasticLayer(50, inner, inner)),
              NORMAL,
              NORMAL,
              new StandardNormalPrior(),
              LIKELIHOOD,
              false)
          .build(
              parameters.scope(
                  new ObservedData(
                      Shape.of(784),
                      ValueKind.BINARY,
                      ImmutableDoubleArray.copyOf(new double[784]))));
      assertArrayEquals(
          new int[] {784 * 200, 200 * 200, 200 * 100, 100 * 100, 100 * 100, 100 * 50},
          sizes(parameters, "encoder1", "encoder2"));
      assertArrayEquals(
          new int[] {50 * 100, 100 * 100, 100 * 100, 100 * 200, 200 * 200, 200 * 784},
          sizes(parameters, "decoder2", "decoder1"));
    }
  }

  private static int[] sizes(InputParameters parameters, String... networks) {
    return Arrays.stream(networks)
        .flatMap(
            network ->
                List.of("hidden1", "hidden2", "loc").stream()
                    .map(layer -> network + "." + layer + ".weights"))
        .mapToInt(name -> parameters.values(name).length)
        .toArray();
  }

  @Test
  void layersLiveOnOneSpace() {
    assertEquals(
        "the posterior bernoulli-posterior draws vectors of zeros and ones, the conditional"
            + " diagonal-normal-posterior draws real vectors, the prior standard-normal-prior is"
            + " over real vectors: all layers must live on the same space",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new HierarchicalVae(
                        ImmutableList.of(new StochasticLayer(2, LINEAR, LINEAR)),
                        new BernoulliPosterior(),
                        NORMAL,
                        new StandardNormalPrior(),
                        LIKELIHOOD,
                        false))
            .getMessage());
  }
}

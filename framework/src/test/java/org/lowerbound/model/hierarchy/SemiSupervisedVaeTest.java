package org.lowerbound.model.hierarchy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.WithMean;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.likelihood.BernoulliLikelihood;
import org.lowerbound.model.likelihood.OutputBias;
import org.lowerbound.model.posterior.CategoricalPosterior;
import org.lowerbound.model.posterior.DiagonalNormalPosterior;
import org.lowerbound.model.posterior.ScaleLink;
import org.lowerbound.model.prior.ConditionalPrior;
import org.lowerbound.model.prior.StandardNormalPrior;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.Mlp;
import org.lowerbound.network.Pass;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.objective.supervised.ClassSum;
import org.lowerbound.objective.supervised.SemiSupervised;
import org.lowerbound.testing.ClassModelInGraph;
import org.lowerbound.testing.GivenLabeled;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.lowerbound.testing.MonteCarlo;
import org.lowerbound.testing.ObjectiveHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The linear model with normal noise: x given y is normal, with a mean of its own and the same
 * covariance for all y, so that p(y | x) and p(z | x, y) are of the model's families, and p(x) is
 * known.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SemiSupervisedVaeTest {
  private static final int CLASSES = ClassModelInGraph.CLASSES;
  private static final int D = 2;
  private static final double NOISE = 0.7;
  private static final double[] LOADING = {0.9, -0.4};
  private static final double[] OFFSET = {0.2, -0.1};
  private static final double[][] MEANS = {{1.2, 0.3}, {-0.8, 0.5}, {0.1, -1.1}};
  private static final double[][] X = {{0.4, -0.9}, {1.5, 0.2}, {-0.6, 0.7}};

  /** The variance of z given x and y. */
  private static final double VARIANCE =
      1 / (1 + (LOADING[0] * LOADING[0] + LOADING[1] * LOADING[1]) / (NOISE * NOISE));

  /** Sums of a dozen floats of order 1. */
  private static final double ROUNDING = 2e-5;

  private GraphHarness harness;
  private ClassModelInGraph linear;
  private Operand<TFloat32> x;

  @BeforeAll
  void build() {
    harness = new GraphHarness();
    linear = ClassModelInGraph.linear(harness, NOISE);
    float[] values = new float[X.length * D];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) X[i / D][i % D];
    }
    x = harness.input(Shape.of(X.length, D), values);
  }

  @AfterAll
  void close() {
    harness.close();
  }

  @BeforeEach
  void exactPosterior() {
    setPosterior(1);
  }

  /** Sets the exact posterior, but for the logits of the classes, which are multiplied. */
  private void setPosterior(double factor) {
    double[] decoder = new double[(1 + CLASSES) * D];
    double[] logits = new double[D * CLASSES];
    double[] logitOffsets = new double[CLASSES];
    double[] loc = new double[CLASSES + D];
    for (int d = 0; d < D; d++) {
      decoder[d] = LOADING[d];
      loc[CLASSES + d] = VARIANCE * LOADING[d] / (NOISE * NOISE);
      for (int y = 0; y < CLASSES; y++) {
        decoder[(1 + y) * D + d] = MEANS[y][d];
        logits[d * CLASSES + y] = factor * precise(mean(y))[d];
        loc[y] -= VARIANCE * LOADING[d] / (NOISE * NOISE) * mean(y)[d];
      }
    }
    for (int y = 0; y < CLASSES; y++) {
      logitOffsets[y] = factor * (linear.logClassPrior(y) - 0.5 * dot(mean(y), precise(mean(y))));
    }
    linear.set("decoder.loc.weights", decoder);
    linear.set("decoder.loc.bias", OFFSET);
    linear.set("classifier.logits.weights", logits);
    linear.set("classifier.logits.bias", logitOffsets);
    linear.set("encoder.loc.weights", loc);
    linear.set("encoder.loc.bias", 0);
    linear.set("encoder.logScale.weights", new double[CLASSES + D]);
    linear.set("encoder.logScale.bias", 0.5 * Math.log(VARIANCE));
  }

  private static double[] mean(int y) {
    return new double[] {MEANS[y][0] + OFFSET[0], MEANS[y][1] + OFFSET[1]};
  }

  private static double dot(double[] a, double... b) {
    return a[0] * b[0] + a[1] * b[1];
  }

  /** Returns Σ⁻¹ v for Σ = σ² I + w wᵀ, by the formula of Sherman and Morrison. */
  private static double[] precise(double... v) {
    double along = VARIANCE * dot(LOADING, v) / (NOISE * NOISE);
    return new double[] {
      (v[0] - along * LOADING[0]) / (NOISE * NOISE), (v[1] - along * LOADING[1]) / (NOISE * NOISE)
    };
  }

  /** Returns log p(x, y). */
  private double logJoint(int b, int y) {
    double[] rest = {X[b][0] - mean(y)[0], X[b][1] - mean(y)[1]};
    double logDeterminant = 2 * Math.log(NOISE * NOISE) - Math.log(VARIANCE);
    return linear.logClassPrior(y)
        - 0.5 * (dot(rest, precise(rest)) + logDeterminant)
        - Math.log(2 * Math.PI);
  }

  private double logEvidence(int b) {
    return Math.log(IntStream.range(0, CLASSES).mapToDouble(y -> Math.exp(logJoint(b, y))).sum());
  }

  private Operand<TFloat32> bound() {
    SemiSupervised objective =
        new SemiSupervised(0, 1, KlEstimator.MONTE_CARLO, new ClassSum.Exact(), 0);
    Operand<TFloat32> unknown =
        harness.input(Shape.of(X.length, CLASSES), new float[X.length * CLASSES]);
    ObjectiveScope scope =
        new ObjectiveHarness(harness, linear.model(), x, 7)
            .scope(
                Pass.evaluation().withSomeLabels(unknown), new GivenLabeled(1, Optional.empty()));
    return objective.build(harness.tf(), linear.model(), scope).bound();
  }

  @Test
  void everyDrawOfTheExactPosteriorWeighsTheEvidence() {
    int draws = 4;
    float[] logWeights =
        harness.run(
            linear
                .model()
                .logWeight(harness.tf(), x, harness.noise(1, "w"), draws, Pass.evaluation()));
    assertEquals(draws * X.length, logWeights.length);
    for (int i = 0; i < logWeights.length; i++) {
      assertEquals(logEvidence(i % X.length), logWeights[i], ROUNDING);
    }
  }

  @Test
  void withoutLabelsTheBoundIsBelowTheEvidenceByTheDivergenceOfTheClasses() {
    double evidence =
        IntStream.range(0, X.length).mapToDouble(this::logEvidence).average().orElseThrow();
    Operand<TFloat32> bound = bound();
    assertEquals(evidence, harness.scalar(bound), ROUNDING);
    setPosterior(0.4);
    double divergence = 0;
    for (int b = 0; b < X.length; b++) {
      double[] logs = linear.logClasses(X[b]);
      for (int y = 0; y < CLASSES; y++) {
        divergence += Math.exp(logs[y]) * (logs[y] - logJoint(b, y) + logEvidence(b)) / X.length;
      }
    }
    assertTrue(divergence > 0.05, "a posterior that is all but exact");
    assertEquals(evidence - divergence, harness.scalar(bound), ROUNDING);
  }

  @Test
  void asAModelOfTheObservationsItsWeightsHaveTheirExpectation() {
    setPosterior(0.4);
    int draws = 4000;
    float[] logWeights =
        harness.run(
            linear
                .model()
                .logWeight(harness.tf(), x, harness.noise(1, "mc"), draws, Pass.evaluation()));
    for (int b = 0; b < X.length; b++) {
      double[] weights = new double[draws];
      for (int k = 0; k < draws; k++) {
        weights[k] = Math.exp(logWeights[k * X.length + b]);
      }
      MonteCarlo.of(weights).assertExpectation(Math.exp(logEvidence(b)), "observation " + b);
    }
  }

  @Test
  void drawsHaveTheClassesAndTheMomentsOfTheModel() {
    int count = 20_000;
    Ops tf = harness.tf();
    Operand<TFloat32> codes =
        linear.model().sampleCodes(tf, harness.noise(1, "codes"), count, Pass.evaluation());
    float[] values = harness.run(codes);
    assertEquals(count * (1 + CLASSES), values.length);
    for (int y = 0; y < CLASSES; y++) {
      double[] indicators = new double[count];
      for (int i = 0; i < count; i++) {
        indicators[i] = values[i * (1 + CLASSES) + 1 + y];
      }
      MonteCarlo.of(indicators).assertExpectation(Math.exp(linear.logClassPrior(y)), "class " + y);
    }
    float[] draws =
        harness.run(linear.model().sample(tf, harness.noise(1, "x"), count, Pass.evaluation()));
    for (int d = 0; d < D; d++) {
      double[] ofDimension = new double[count];
      for (int i = 0; i < count; i++) {
        ofDimension[i] = draws[i * D + d];
      }
      double expected = 0;
      for (int y = 0; y < CLASSES; y++) {
        expected += Math.exp(linear.logClassPrior(y)) * mean(y)[d];
      }
      MonteCarlo.of(ofDimension).assertExpectation(expected, "x " + d);
    }
  }

  /** Returns a pass in which all of some rows have a label. */
  private Pass labelled(int rows, int label) {
    float[] oneHot = new float[rows * CLASSES];
    for (int row = 0; row < rows; row++) {
      oneHot[row * CLASSES + label] = 1;
    }
    return Pass.evaluation().withLabels(harness.input(Shape.of(rows, CLASSES), oneHot));
  }

  @Test
  void givenALabelEveryDrawOfTheExactPosteriorWeighsTheEvidenceOfItsClass() {
    int draws = 4;
    for (int y = 0; y < CLASSES; y++) {
      float[] logWeights =
          harness.run(
              linear
                  .model()
                  .givenLabels()
                  .logWeight(harness.tf(), x, harness.noise(1, "y"), draws, labelled(X.length, y)));
      for (int i = 0; i < logWeights.length; i++) {
        int b = i % X.length;
        assertEquals(logJoint(b, y) - linear.logClassPrior(y), logWeights[i], ROUNDING);
      }
    }
  }

  @Test
  void drawsGivenALabelHaveTheMomentsOfItsClassAndOneNoise() {
    int count = 20_000;
    Ops tf = harness.tf();
    ImmutableList.Builder<float[]> all = ImmutableList.builder();
    for (int y = 0; y < CLASSES; y++) {
      float[] draws =
          harness.run(
              linear
                  .model()
                  .givenLabels()
                  .sample(tf, harness.noise(1, "given"), count, labelled(count, y)));
      all.add(draws);
      assertEquals(count * D, draws.length);
      double[] products = new double[count];
      for (int d = 0; d < D; d++) {
        double[] ofDimension = new double[count];
        for (int i = 0; i < count; i++) {
          ofDimension[i] = draws[i * D + d];
          products[i] = (draws[i * D] - mean(y)[0]) * (draws[i * D + 1] - mean(y)[1]);
        }
        MonteCarlo.of(ofDimension).assertExpectation(mean(y)[d], "x " + d + " of class " + y);
      }
      MonteCarlo.of(products).assertExpectation(LOADING[0] * LOADING[1], "covariance " + y);
    }
    // The same z and the same noise: what differs is the mean of the class.
    float[] first = all.build().get(0);
    float[] last = all.build().get(2);
    for (int i = 0; i < first.length; i++) {
      assertEquals(MEANS[2][i % D] - MEANS[0][i % D], last[i] - first[i], ROUNDING);
    }
  }

  @Test
  void aCodeHasTheProbabilitiesOfTheClassesForItsMean() {
    Ops tf = harness.tf();
    float[] mean =
        harness.run(((WithMean) linear.model().encode(tf, x, Pass.evaluation())).mean(tf));
    float[] logClasses = harness.run(linear.model().labelLogProbs(tf, x, Pass.evaluation()));
    for (int b = 0; b < X.length; b++) {
      double[] expected = linear.logClasses(X[b]);
      for (int y = 0; y < CLASSES; y++) {
        assertEquals(expected[y], logClasses[b * CLASSES + y], ROUNDING);
        assertEquals(Math.exp(expected[y]), mean[b * (1 + CLASSES) + 1 + y], ROUNDING);
      }
    }
  }

  @Test
  void theLayersOfTheKlAreThatOfTheClassAndThatOfTheRest() {
    Ops tf = harness.tf();
    BoundTerms terms = linear.model().terms(tf, x, harness.noise(1, "t"), 2, Pass.evaluation());
    assertTrue(terms.closedFormKl(tf).isEmpty());
    ImmutableList<Operand<TFloat32>> layers =
        ((IndependentLayers) terms.prior()).logProbPerLayer(tf, terms.latents());
    assertArrayEquals(
        harness.run(terms.logPrior()),
        harness.run(tf.math.add(layers.get(0), layers.get(1))),
        1e-5f);
    assertEquals(Shape.of(2, X.length, 1 + CLASSES), harness.shape(terms.latents()));
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() {
    Mlp mlp = new Mlp(ImmutableList.of(), Activation.TANH, new GlorotUniform());
    BernoulliLikelihood bits = new BernoulliLikelihood(false, OutputBias.ZEROS);
    assertEquals(
        "the posterior categorical-posterior draws one-hot vectors of 3 classes, but the prior"
            + " standard-normal-prior is over real vectors; the prior \"categorical\" with"
            + " \"classes\": 3 works",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new SemiSupervisedVae(
                        3,
                        mlp,
                        mlp,
                        new CategoricalPosterior(3),
                        new StandardNormalPrior(),
                        false,
                        mlp,
                        bits))
            .getMessage());
    SemiSupervisedVae spec =
        new SemiSupervisedVae(
            3,
            mlp,
            mlp,
            new DiagonalNormalPosterior(ScaleLink.EXP),
            new StandardNormalPrior(),
            false,
            mlp,
            bits);
    assertEquals(
        "the prior conditional is given a label, but the class of semi-supervised-vae is a latent,"
            + " and p(z) one for all classes; standard-normal and mixture work",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new SemiSupervisedVae(
                        3,
                        mlp,
                        mlp,
                        new DiagonalNormalPosterior(ScaleLink.EXP),
                        new ConditionalPrior(new DiagonalNormalPosterior(ScaleLink.EXP), mlp),
                        false,
                        mlp,
                        bits))
            .getMessage());
    ObservedData without =
        new ObservedData(Shape.of(2), ValueKind.BINARY, ImmutableDoubleArray.of(0.5, 0.5));
    assertEquals(
        "the model semi-supervised-vae needs labels, but the data set gives none; \"labels\": true"
            + " gives them with mnist, fashion-mnist and sprites",
        assertThrows(
                IllegalArgumentException.class,
                () -> spec.build(new InputParameters(harness, 1).scope(without)))
            .getMessage());
  }
}

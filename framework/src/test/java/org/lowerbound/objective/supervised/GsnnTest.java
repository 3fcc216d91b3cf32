package org.lowerbound.objective.supervised;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.Condition;
import org.lowerbound.model.Corruption;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.model.LatentVariables;
import org.lowerbound.model.Model;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.Predicting;
import org.lowerbound.model.Vae;
import org.lowerbound.model.likelihood.NormalLikelihood;
import org.lowerbound.model.likelihood.OutputBias;
import org.lowerbound.model.likelihood.Scale;
import org.lowerbound.model.posterior.DiagonalNormalPosterior;
import org.lowerbound.model.posterior.ScaleLink;
import org.lowerbound.model.prior.ConditionalPrior;
import org.lowerbound.model.prior.StandardNormalPrior;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.Mlp;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.Pass;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.testing.DirectionalDerivative;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.lowerbound.testing.MonteCarlo;
import org.lowerbound.testing.ObjectiveHarness;
import org.lowerbound.testing.SmallVae;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * The linear model with normal noise of two values, given a third one, c: p(z | c), q(z | x, c) and
 * p(x | z, c) are normal, with means that are linear, so that both parts have closed forms.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GsnnTest {
  private static final int D = 2;
  private static final double NOISE = 0.8;

  /** The given value and the two that are modelled. */
  private static final float[][] X = {{0.4f, -0.9f, 0.3f}, {1.5f, 0.2f, -0.4f}};

  /** Sums of a dozen floats of order 1. */
  private static final double ROUNDING = 2e-5;

  private GraphHarness harness;
  private InputParameters parameters;
  private Model model;
  private ObjectiveHarness objectives;

  private static Mlp linear() {
    return new Mlp(ImmutableList.of(), Activation.TANH, new GlorotUniform());
  }

  @BeforeAll
  void build() {
    harness = new GraphHarness();
    parameters = new InputParameters(harness, 5);
    DiagonalNormalPosterior normal = new DiagonalNormalPosterior(ScaleLink.EXP);
    model =
        new Vae(
                1,
                linear(),
                normal,
                new ConditionalPrior(normal, linear()),
                linear(),
                new NormalLikelihood(new Scale.Fixed(NOISE), OutputBias.ZEROS),
                new Corruption.None(),
                new Condition.FirstRows(1 / 3.0))
            .build(
                parameters.scope(
                    new ObservedData(
                        Shape.of(1 + D), ValueKind.REAL, ImmutableDoubleArray.of(0, 0, 0))));
    parameters
        .byName()
        .forEach(
            (name, input) ->
                harness.set(input, Draws.normal(name, harness.get(input).length, 0, 0.5)));
    float[] values = new float[X.length * (1 + D)];
    for (int i = 0; i < values.length; i++) {
      values[i] = X[i / (1 + D)][i % (1 + D)];
    }
    objectives =
        new ObjectiveHarness(
            harness, model, harness.input(Shape.of(X.length, 1 + D), values), X.length);
  }

  @AfterAll
  void close() {
    harness.close();
  }

  private static Gsnn objective(double alpha, int samples) {
    return new Gsnn(alpha, samples, KlEstimator.CLOSED_FORM);
  }

  /** Returns a linear function of a network's input. */
  private double linear(String head, int output, double... input) {
    float[] weights = parameters.values(head + ".weights");
    float[] bias = parameters.values(head + ".bias");
    double value = bias[output];
    for (int i = 0; i < input.length; i++) {
      value += input[i] * weights[i * bias.length + output];
    }
    return value;
  }

  /**
   * A normal distribution of z.
   *
   * @param mean its mean
   * @param deviation its standard deviation
   */
  private record Normal(double mean, double deviation) {}

  private Normal prior(float... x) {
    return new Normal(linear("prior.loc", 0, x[0]), Math.exp(linear("prior.logScale", 0, x[0])));
  }

  private Normal posterior(float... x) {
    double[] all = {x[0], x[1], x[2]};
    return new Normal(linear("encoder.loc", 0, all), Math.exp(linear("encoder.logScale", 0, all)));
  }

  /** Returns E log p(x | z, c), by the mean and the variance of z. */
  private double expected(Normal z, float... x) {
    double value = -D * (0.5 * Math.log(2 * Math.PI) + Math.log(NOISE));
    for (int d = 0; d < D; d++) {
      double slope = parameters.values("decoder.loc.weights")[d];
      double rest = x[1 + d] - linear("decoder.loc", d, z.mean(), x[0]);
      double variance = Math.pow(slope * z.deviation(), 2);
      value -= (rest * rest + variance) / (2 * NOISE * NOISE);
    }
    return value;
  }

  private static double kl(Normal q, Normal p) {
    double ratio = q.deviation() / p.deviation();
    double apart = (q.mean() - p.mean()) / p.deviation();
    return 0.5 * (ratio * ratio + apart * apart - 1) - Math.log(ratio);
  }

  /** Returns log p(x | c), of a normal distribution with the covariance σ² I + s² w wᵀ. */
  private double evidence(float... x) {
    Normal p = prior(x);
    double[] w = {
      parameters.values("decoder.loc.weights")[0], parameters.values("decoder.loc.weights")[1]
    };
    double[] rest = new double[D];
    for (int d = 0; d < D; d++) {
      rest[d] = x[1 + d] - linear("decoder.loc", d, p.mean(), x[0]);
    }
    double noise = NOISE * NOISE;
    double variance = p.deviation() * p.deviation();
    double precision = 1 + variance * (w[0] * w[0] + w[1] * w[1]) / noise;
    double along = w[0] * rest[0] + w[1] * rest[1];
    double squares = rest[0] * rest[0] + rest[1] * rest[1];
    return -Math.log(2 * Math.PI * noise)
        - 0.5 * Math.log(precision)
        - 0.5 * (squares - variance * along * along / (noise * precision)) / noise;
  }

  private double predicted() {
    double sum = 0;
    for (float[] x : X) {
      sum += expected(prior(x), x) / X.length;
    }
    return sum;
  }

  private double elbo() {
    double sum = 0;
    for (float[] x : X) {
      sum += (expected(posterior(x), x) - kl(posterior(x), prior(x))) / X.length;
    }
    return sum;
  }

  /** Returns the values of a scalar in some steps. */
  private double[] steps(Operand<TFloat32> scalar, int count) {
    double[] values = new double[count];
    for (int step = 0; step < count; step++) {
      harness.setStep(step);
      values[step] = harness.scalar(scalar);
    }
    harness.setStep(0);
    return values;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 1})
  void theBoundHasItsClosedFormForExpectation(double alpha) {
    Loss loss = objectives.loss(objective(alpha, 200));
    double expected = alpha * elbo() + (1 - alpha) * predicted();
    MonteCarlo.of(steps(loss.bound(), 60)).assertExpectation(expected, "the hybrid");
    MonteCarlo.of(steps(loss.metrics().get("prior-distortion"), 60))
        .assertExpectation(-predicted(), "the prediction");
    assertTrue(Math.abs(elbo() - predicted()) > 0.1, "parts that are hardly different");
  }

  @Test
  void bothPartsAreBounds() {
    double evidence = 0;
    for (float[] x : X) {
      evidence += evidence(x) / X.length;
    }
    assertTrue(elbo() < evidence, () -> elbo() + " is no bound");
    assertTrue(predicted() < evidence, () -> predicted() + " is no bound");
    // The formula itself: weights of draws from the prior.
    BoundTerms terms = byPrior(20_000);
    float[] logs = harness.run(terms.logWeight(harness.tf()));
    for (int b = 0; b < X.length; b++) {
      double[] weights = new double[logs.length / X.length];
      for (int k = 0; k < weights.length; k++) {
        weights[k] = Math.exp(logs[k * X.length + b]);
      }
      MonteCarlo.of(weights).assertExpectation(Math.exp(evidence(X[b])), "evidence " + b);
    }
  }

  private BoundTerms byPrior(int draws) {
    ObjectiveScope scope = objectives.scope();
    LatentVariables predicting = ((Predicting) model).byPrior();
    return predicting.terms(
        harness.tf(),
        scope.batch().observations(),
        scope.noise("prior"),
        draws,
        scope.batch().pass());
  }

  /** Each observation has draws of its own, from the distribution that its condition gives. */
  @Test
  void drawsAreThoseOfThePriorAndScoredByTheDecoder() {
    int draws = 3;
    BoundTerms terms = byPrior(draws);
    assertEquals(0, harness.run(terms.closedFormKl(harness.tf()).orElseThrow())[0], 1e-6);
    List<float[]> values = harness.run(List.of(terms.latents(), terms.logLikelihood()));
    float[] z = values.get(0);
    assertEquals(draws * X.length, z.length);
    double sum = 0;
    for (int i = 0; i < z.length; i++) {
      float[] x = X[i % X.length];
      double hand = expected(new Normal(z[i], 0), x);
      assertEquals(hand, values.get(1)[i], ROUNDING);
      sum += hand / z.length;
    }
    double standardized0 = (z[0] - prior(X[0]).mean()) / prior(X[0]).deviation();
    double standardized1 = (z[1] - prior(X[1]).mean()) / prior(X[1]).deviation();
    assertTrue(Math.abs(standardized0 - standardized1) > 1e-3, "one noise for all rows");
    // The objective draws the same.
    Loss loss = objectives.loss(objective(0, draws));
    assertEquals(sum, harness.scalar(loss.bound()), ROUNDING);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 1})
  void gradientsAreThoseOfFiniteDifferences(double alpha) {
    Loss loss = objectives.loss(objective(alpha, 2));
    for (ParameterGroup group : ParameterGroup.MODEL) {
      Operand<TFloat32> surrogate = ObjectiveHarness.surrogate(loss, group);
      List<String> names = List.copyOf(parameters.names(group));
      List<float[]> gradients = gradients(loss, group, group);
      double largest = 0;
      for (int p = 0; p < names.size(); p++) {
        // The loss is of order 10 and rounded to 10⁻⁶; a difference multiplies this by 100.
        DirectionalDerivative.assertGradient(
            harness,
            surrogate,
            parameters.byName().get(names.get(p)),
            gradients.get(p),
            3e-4,
            names.get(p) + " at " + alpha);
        for (float value : gradients.get(p)) {
          largest = Math.max(largest, Math.abs(value));
        }
      }
      assertTrue(largest > 0.01, "gradients that could not be told from 0");
    }
  }

  /** The encoder has a part in the ELBO alone, and with α = 0 follows it, and nothing else does. */
  @Test
  void thePartsHaveTheirOwnParameters() {
    Loss whole = objectives.loss(objective(1, 1));
    Loss some = objectives.loss(objective(0.3, 1));
    Loss none = objectives.loss(objective(0, 1));
    assertEquals(
        -harness.scalar(whole.bound()),
        harness.scalar(ObjectiveHarness.surrogate(none, ParameterGroup.ENCODER)),
        ROUNDING);
    ParameterGroup encoder = ParameterGroup.ENCODER;
    List<float[]> ofElbo = gradients(whole, encoder, encoder);
    List<float[]> scaled = gradients(some, encoder, encoder);
    List<float[]> ofNone = gradients(none, encoder, encoder);
    List<float[]> ofDecoder = gradients(none, ParameterGroup.DECODER, encoder);
    for (int p = 0; p < ofElbo.size(); p++) {
      for (int i = 0; i < ofElbo.get(p).length; i++) {
        assertEquals(0.3 * ofElbo.get(p)[i], scaled.get(p)[i], ROUNDING);
        assertEquals(ofElbo.get(p)[i], ofNone.get(p)[i], ROUNDING);
        assertEquals(0, ofDecoder.get(p)[i]);
      }
    }
  }

  /** Returns the gradients of what one group minimises by the parameters of another. */
  private List<float[]> gradients(Loss loss, ParameterGroup minimising, ParameterGroup by) {
    return harness.run(
        harness.gradients(
            ObjectiveHarness.surrogate(loss, minimising),
            parameters.names(by).stream()
                .<Operand<TFloat32>>map(parameters.byName()::get)
                .toList()));
  }

  @Test
  void theDistortionOfTheElboIsReportedBesideThatOfThePrior() {
    Map<String, Operand<TFloat32>> metrics = objectives.loss(objective(0.3, 4)).metrics();
    assertEquals(List.of("rate", "distortion", "prior-distortion"), List.copyOf(metrics.keySet()));
    double kl = 0;
    for (float[] x : X) {
      kl += kl(posterior(x), prior(x)) / X.length;
    }
    assertEquals(kl, harness.scalar(metrics.get("rate")), ROUNDING);
  }

  @Test
  void modelsWithoutAConditionAreRefused() {
    SmallVae vae = SmallVae.normal(harness);
    assertEquals(
        "z is to be drawn from p(z | c) for each observation, but the prior is given neither a"
            + " label nor a part of it; the prior \"conditional\" works",
        message(
            () -> objective(0.5, 1).build(harness.tf(), vae.model(), vae.objectives(9).scope())));
    Vae given =
        new Vae(
            1,
            linear(),
            new DiagonalNormalPosterior(ScaleLink.EXP),
            new StandardNormalPrior(),
            linear(),
            new NormalLikelihood(new Scale.Fixed(1), OutputBias.ZEROS),
            new Corruption.None(),
            new Condition.FirstRows(0.5));
    Model built =
        given.build(
            new InputParameters(harness, 1)
                .scope(
                    new ObservedData(
                        Shape.of(1 + D), ValueKind.REAL, ImmutableDoubleArray.of(0, 0, 0))));
    assertTrue(
        message(() -> objective(0.5, 1).build(harness.tf(), built, objectives.scope()))
            .endsWith("the prior \"conditional\" works"));
    Model other = new Model() {};
    assertEquals(
        "gsnn draws z from a prior that is given a label or a part of each observation; a vae with"
            + " the prior \"conditional\" has one",
        message(() -> objective(0.5, 1).build(harness.tf(), other, objectives.scope())));
    assertEquals("alpha must be in [0, 1] but is 1.1", message(() -> objective(1.1, 1)));
  }

  /** Labels are a condition as well as parts are. */
  @Test
  void aPriorGivenLabelsWorks() {
    SmallVae vae = SmallVae.conditional(harness);
    float[] oneHot = new float[SmallVae.BATCH * SmallVae.CLASSES];
    for (int b = 0; b < SmallVae.BATCH; b++) {
      oneHot[b * SmallVae.CLASSES + b % SmallVae.CLASSES] = 1;
    }
    Pass pass =
        Pass.evaluation()
            .withLabels(harness.input(Shape.of(SmallVae.BATCH, SmallVae.CLASSES), oneHot));
    Loss loss = objective(0.4, 2).build(harness.tf(), vae.model(), vae.objectives(9).scope(pass));
    for (ParameterGroup group : ParameterGroup.MODEL) {
      vae.assertGradient(ObjectiveHarness.surrogate(loss, group), group);
    }
  }

  private static String message(Runnable work) {
    return assertThrows(IllegalArgumentException.class, work::run).getMessage();
  }
}

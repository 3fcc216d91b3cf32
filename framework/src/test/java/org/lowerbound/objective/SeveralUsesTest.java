package org.lowerbound.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.lowerbound.data.Labels;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.Pass;
import org.lowerbound.objective.bound.Elbo;
import org.lowerbound.objective.gradient.ReparameterizedGradient;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.schedule.ConstantSchedule;
import org.lowerbound.testing.Cycle;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GivenNoise;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.MonteCarlo;
import org.lowerbound.testing.ObjectiveHarness;
import org.lowerbound.testing.SemiSupervised;
import org.lowerbound.testing.SmallVae;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Objectives that use the model several times: with other labels, on other observations. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SeveralUsesTest {
  private static final int[] LABELS = {2, Labels.UNKNOWN, 0, Labels.UNKNOWN, 1};
  private static final int[] ALL_LABELS = {2, 1, 0, 0, 1};
  private static final int DRAWS = 3;

  /** A sum of a few dozen floats near 1, the sigmoid and the exponential among them. */
  private static final double ROUNDING = 1e-5;

  private GraphHarness harness;
  private SmallVae vae;
  private ObjectiveHarness objectives;
  private HostVae host;
  private double[][] x;

  @BeforeAll
  void build() {
    harness = new GraphHarness();
    vae = SmallVae.conditional(harness);
    objectives = vae.objectives(100);
    host = new HostVae(vae.values());
    float[] bits = harness.get(vae.observations());
    x =
        IntStream.range(0, SmallVae.BATCH)
            .mapToObj(
                b ->
                    IntStream.range(0, SmallVae.DIMENSION)
                        .mapToDouble(d -> bits[b * SmallVae.DIMENSION + d])
                        .toArray())
            .toArray(double[][]::new);
  }

  @AfterAll
  void close() {
    harness.close();
  }

  private Operand<TFloat32> oneHot(int... labels) {
    float[] values = new float[labels.length * SmallVae.CLASSES];
    for (int b = 0; b < labels.length; b++) {
      if (labels[b] != Labels.UNKNOWN) {
        values[b * SmallVae.CLASSES + labels[b]] = 1;
      }
    }
    return harness.input(Shape.of(labels.length, SmallVae.CLASSES), values);
  }

  private Operand<TFloat32> bounds(int draws, ObjectiveScope scope) {
    return new SemiSupervised(draws).bounds(harness.tf(), vae.model(), scope);
  }

  private static ObjectiveScope with(ObjectiveScope scope, NoiseSource noise) {
    return new ObjectiveScope(
        scope.batch().withNoise(noise),
        scope.examples(),
        scope.schedules(),
        scope.parameters(),
        scope.squaredNorm(),
        noise,
        name -> noise);
  }

  /** Returns log Σ_y p(y) exp(bound of y) or the bound of the label. */
  private static double semiSupervised(int label, DoubleUnaryOperator boundOf) {
    if (label != Labels.UNKNOWN) {
      return boundOf.applyAsDouble(label);
    }
    return Math.log(
        IntStream.range(0, SmallVae.CLASSES)
            .mapToDouble(y -> Math.exp(boundOf.applyAsDouble(y)))
            .average()
            .orElseThrow());
  }

  @Test
  void sumOverLabelsIsThatOfTheHost() {
    float[] noise = Draws.normal("noise", DRAWS * SmallVae.BATCH * SmallVae.LATENTS, 0, 1);
    Operand<TFloat32> values =
        harness.input(Shape.of(DRAWS, SmallVae.BATCH, SmallVae.LATENTS), noise);
    ObjectiveScope scope =
        with(
            objectives.scope(Pass.evaluation().withSomeLabels(oneHot(LABELS))),
            new GivenNoise(values));
    float[] found = harness.run(bounds(DRAWS, scope));
    for (int b = 0; b < SmallVae.BATCH; b++) {
      double[] ofRow = x[b];
      double logLikelihood = 0;
      for (int k = 0; k < DRAWS; k++) {
        int at = (k * SmallVae.BATCH + b) * SmallVae.LATENTS;
        double[] z =
            HostVae.shifted(host.loc(ofRow), host.logScale(ofRow), noise[at], noise[at + 1]);
        logLikelihood += host.logLikelihood(ofRow, z) / DRAWS;
      }
      double likelihood = logLikelihood;
      double expected = semiSupervised(LABELS[b], y -> likelihood - host.kl(ofRow, (int) y));
      assertEquals(expected, found[b], ROUNDING * Math.abs(expected));
    }
  }

  @Test
  void gradientOfTheSumOverLabelsIsThatOfFiniteDifferences() {
    Loss loss =
        new SemiSupervised(DRAWS)
            .build(
                harness.tf(),
                vae.model(),
                objectives.scope(Pass.evaluation().withSomeLabels(oneHot(LABELS))));
    for (ParameterGroup group : ParameterGroup.MODEL) {
      vae.assertGradient(ObjectiveHarness.surrogate(loss, group), group);
    }
    assertEquals(3f / 5, harness.scalar(loss.metrics().get("known")));
  }

  /**
   * The expectation over draws, by integrals on a grid. With 400 draws the bounds of two labels
   * differ from theirs by about 0.05, so that the logarithm of their sum is too high by 0.05² / 2
   * at most: less than the error that is allowed.
   */
  @Test
  void sumOverLabelsHasItsExpectationBelowTheEvidence() {
    int repetitions = 50;
    Operand<TFloat32> bounds =
        bounds(400, objectives.scope(Pass.evaluation().withSomeLabels(oneHot(LABELS))));
    double[][] draws = new double[SmallVae.BATCH][repetitions];
    for (int r = 0; r < repetitions; r++) {
      harness.setStep(r);
      float[] found = harness.run(bounds);
      for (int b = 0; b < SmallVae.BATCH; b++) {
        draws[b][r] = found[b];
      }
    }
    harness.setStep(0);
    for (int b = 0; b < SmallVae.BATCH; b++) {
      double[] ofRow = x[b];
      double likelihood =
          expectation(
              (u, v) ->
                  host.logLikelihood(
                      ofRow, HostVae.shifted(host.loc(ofRow), host.logScale(ofRow), u, v)));
      double expected = semiSupervised(LABELS[b], y -> likelihood - host.kl(ofRow, (int) y));
      MonteCarlo.of(draws[b]).assertExpectation(expected, "observation " + b);
      double logEvidence = semiSupervised(LABELS[b], y -> Math.log(evidence(ofRow, (int) y)));
      assertTrue(expected < logEvidence, () -> expected + " is no bound on " + logEvidence);
    }
  }

  /** Returns p(x | y). */
  private double evidence(double[] ofRow, int label) {
    return expectation(
        (u, v) ->
            Math.exp(
                host.logLikelihood(
                    ofRow,
                    HostVae.shifted(host.priorLoc(label), host.priorLogScale(label), u, v))));
  }

  /**
   * Returns E f(u, v) for two independent standard normals; the trapezoids' error is below 1e-8.
   */
  private static double expectation(ToDoubleBiFunction<Double, Double> f) {
    double sum = 0;
    double weights = 0;
    for (int i = -24; i <= 24; i++) {
      for (int j = -24; j <= 24; j++) {
        double u = i / 4.0;
        double v = j / 4.0;
        double weight = Math.exp(-(u * u + v * v) / 2);
        sum += weight * f.applyAsDouble(u, v);
        weights += weight;
      }
    }
    return sum / weights;
  }

  @Test
  void whereAllLabelsAreKnownItIsTheConditionalBoundToTheLastDigit() {
    Ops tf = harness.tf();
    Pass complete = Pass.evaluation().withLabels(oneHot(ALL_LABELS));
    Operand<TFloat32> ordinary =
        SemiSupervised.ofLabel(
            tf, vae.model().terms(tf, vae.observations(), harness.noise(1, "noise"), 1, complete));
    assertArrayEquals(harness.run(ordinary), harness.run(bounds(1, objectives.scope(complete))));
    // The same where they might have been unknown, with the same draws for every label.
    NoiseSource noise =
        new GivenNoise(
            harness.input(
                Shape.of(1, SmallVae.BATCH, SmallVae.LATENTS),
                Draws.normal("noise", SmallVae.BATCH * SmallVae.LATENTS, 0, 1)));
    Pass some = Pass.evaluation().withSomeLabels(oneHot(ALL_LABELS));
    Operand<TFloat32> ofData =
        SemiSupervised.ofLabel(tf, vae.model().terms(tf, vae.observations(), noise, 1, complete));
    assertArrayEquals(
        harness.run(ofData), harness.run(bounds(1, with(objectives.scope(some), noise))));
    Elbo elbo =
        new Elbo(
            new ConstantSchedule(1), 1, KlEstimator.CLOSED_FORM, new ReparameterizedGradient());
    Loss loss = elbo.build(tf, vae.model(), objectives.scope(complete));
    double mean = IntStream.range(0, 5).mapToDouble(i -> harness.run(ordinary)[i]).sum() / 5;
    // Sums over the batch in another order.
    assertEquals(mean, harness.scalar(loss.bound()), 1e-6 * Math.abs(mean));
  }

  @Test
  void aReconstructionIsEncodedAgain() {
    double deviation = 0.1;
    Ops tf = harness.tf();
    Loss loss = new Cycle(deviation).build(tf, vae.model(), objectives.scope());
    float[] noise =
        harness.run(
            harness
                .noise(1, "objective/reconstruction")
                .standardNormal(tf, tf.constant(new int[] {SmallVae.BATCH, SmallVae.DIMENSION})));
    float[] ofCode =
        harness.run(
            harness
                .noise(1, "objective/code")
                .standardNormal(tf, tf.constant(new int[] {1, SmallVae.BATCH, SmallVae.LATENTS})));
    double distance = 0;
    for (int b = 0; b < SmallVae.BATCH; b++) {
      double[] z =
          HostVae.shifted(host.loc(x[b]), host.logScale(x[b]), ofCode[2 * b], ofCode[2 * b + 1]);
      double[] mean = host.mean(z);
      for (int d = 0; d < mean.length; d++) {
        mean[d] += deviation * noise[b * mean.length + d];
      }
      double[] again = host.loc(mean);
      for (int i = 0; i < z.length; i++) {
        distance += Math.pow(z[i] - again[i], 2) / SmallVae.BATCH;
      }
    }
    assertEquals(
        distance, harness.scalar(loss.metrics().get("distance")), ROUNDING * (1 + distance));
    for (ParameterGroup group : ImmutableList.of(ParameterGroup.ENCODER, ParameterGroup.DECODER)) {
      vae.assertGradient(ObjectiveHarness.surrogate(loss, group), group);
    }
  }

  @Test
  void everyUseHasNoiseOfItsOwnByName() {
    Ops tf = harness.tf();
    ObjectiveScope scope = objectives.scope();
    ObjectiveScope fewer = objectives.scope();
    float[] a = draws(tf, scope.noise("a"));
    float[] b = draws(tf, scope.noise("b"));
    assertFalse(Arrays.equals(a, b));
    float[] unnamed = draws(tf, scope.noise());
    assertFalse(Arrays.equals(a, unnamed));
    assertArrayEquals(b, draws(tf, fewer.noise("b")));
    assertArrayEquals(unnamed, draws(tf, fewer.noise()));
    // A source gives other draws each time.
    NoiseSource c = scope.noise("c");
    assertFalse(Arrays.equals(draws(tf, c), draws(tf, c)));
    assertEquals(
        "the objective draws twice from the noise stream a; each use needs a name of its own",
        assertThrows(IllegalArgumentException.class, () -> scope.noise("a")).getMessage());
  }

  private float[] draws(Ops tf, NoiseSource noise) {
    return harness.run(noise.uniform(tf, tf.constant(new int[] {4})));
  }
}

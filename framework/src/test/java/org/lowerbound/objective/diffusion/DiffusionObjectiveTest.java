package org.lowerbound.objective.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.DiffusionBound;
import org.lowerbound.model.Model;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.ReverseChain;
import org.lowerbound.model.ReverseNoise;
import org.lowerbound.model.diffusion.BestDiffusion;
import org.lowerbound.model.diffusion.DenoisingChain;
import org.lowerbound.model.diffusion.Diffusion;
import org.lowerbound.model.diffusion.GaussianDiffusion;
import org.lowerbound.model.diffusion.GaussianDiffusion.Kernel;
import org.lowerbound.model.diffusion.LinearNoise;
import org.lowerbound.model.diffusion.Prediction;
import org.lowerbound.model.diffusion.ReverseVariance;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.Mlp;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.objective.Loss;
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

/** Losses of the best model of normal data, whose means are known, and gradients by differences. */
final class DiffusionObjectiveTest {
  private static final int BATCH = 400;
  private static final int REPEATS = 40;
  private static final UniformSteps UNIFORM = new UniformSteps(false);

  private static ObservedData real(int dimension) {
    return new ObservedData(
        Shape.of(dimension), ValueKind.REAL, ImmutableDoubleArray.copyOf(new double[dimension]));
  }

  /** Runs a loss with other noise each time: its bounds, then its squared errors. */
  private static MonteCarlo[] run(StepDraws steps, boolean filled) {
    GaussianDiffusion data = BestDiffusion.data(50, 0, 0.25);
    try (GraphHarness harness = new GraphHarness()) {
      Model model =
          BestDiffusion.of(data, Prediction.NOISE, ReverseVariance.LARGE)
              .build(new InputParameters(harness, 3).scope(real(1)));
      Operand<TFloat32> x = harness.input(Shape.of(BATCH, 1), new float[BATCH]);
      ObjectiveHarness objectives = new ObjectiveHarness(harness, model, x, BATCH);
      Loss loss = objectives.loss(new DiffusionObjective(DiffusionLoss.BOUND, steps));
      if (filled) {
        float[] losses = new float[500];
        for (int t = 1; t <= 50; t++) {
          Arrays.fill(
              losses, 10 * (t - 1), 10 * t, (float) (t == 1 ? 1.7 : data.kl(Kernel.LARGE, t)));
        }
        float[] counts = new float[50];
        Arrays.fill(counts, 10);
        harness.set(objectives.states().get("steps.losses"), losses);
        harness.set(objectives.states().get("steps.counts"), counts);
      }
      double[] bounds = new double[REPEATS];
      double[] errors = new double[REPEATS];
      for (int i = 0; i < REPEATS; i++) {
        harness.set(x, Draws.normal("x" + i, BATCH, 0, 0.5));
        harness.setStep(i);
        ImmutableList<float[]> run =
            harness.run(List.of(loss.bound(), loss.metrics().get("squared-error")));
        bounds[i] = run.get(0)[0];
        errors[i] = run.get(1)[0];
      }
      return new MonteCarlo[] {MonteCarlo.of(bounds), MonteCarlo.of(errors)};
    }
  }

  @Test
  void theBoundIsUnbiasedHoweverStepsAreDrawn() {
    GaussianDiffusion data = BestDiffusion.data(50, 0, 0.25);
    double error = 0;
    for (int t = 1; t <= 50; t++) {
      error += data.chain().signal(t) * 0.25 / data.marginalVariance(t) / 50;
    }
    MonteCarlo[] uniform = run(UNIFORM, false);
    MonteCarlo[] stratified = run(new UniformSteps(true), false);
    MonteCarlo[] weighted = run(new LossSecondMoment(10, 0.001), true);
    for (MonteCarlo[] one : List.of(uniform, stratified, weighted)) {
      one[0].assertExpectation(-0.747831, "bound");
      one[1].assertExpectation(error, "squared error");
    }
    assertTrue(
        weighted[0].standardError() < 0.7 * uniform[0].standardError(),
        weighted[0] + " against " + uniform[0]);
    assertTrue(stratified[0].standardError() < uniform[0].standardError());
  }

  @Test
  void untilAllStepsHaveLossesTheyAreEquallyLikely() {
    MonteCarlo[] empty = run(new LossSecondMoment(10, 0.001), false);
    MonteCarlo[] uniform = run(UNIFORM, false);
    empty[0].assertExpectation(-0.747831, "bound");
    assertEquals(
        uniform[0].standardError(), empty[0].standardError(), 0.5 * uniform[0].standardError());
  }

  @Test
  void theLastLossesOfEachStepAreKept() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> x = harness.input(Shape.of(7, 1), Draws.normal("x", 7, 0, 1));
      ObjectiveHarness objectives = new ObjectiveHarness(harness, new Model() {}, x, 7);
      var drawn = new LossSecondMoment(2, 0.1).draw(harness.tf(), 3, 7, objectives.scope());
      float[] losses = {1, 2, 3, 4, 5, 6, 7};
      drawn.learn(harness.tf(), harness.input(Shape.of(7), losses));
      float[] kept = {10, 20, 30, 40, 50, 60};
      float[] counts = {5, 2, 4};
      harness.set(objectives.states().get("steps.losses"), kept);
      harness.set(objectives.states().get("steps.counts"), counts);
      ImmutableList<float[]> run =
          harness.run(
              List.of(
                  harness.tf().dtypes.cast(drawn.step(), TFloat32.class),
                  drawn.weight(),
                  objectives.stateUpdates().get("steps.losses"),
                  objectives.stateUpdates().get("steps.counts")));
      double[] roots = new double[3];
      double sum = 0;
      for (int t = 0; t < 3; t++) {
        roots[t] = Math.sqrt((kept[2 * t] * kept[2 * t] + kept[2 * t + 1] * kept[2 * t + 1]) / 2);
        sum += roots[t];
      }
      for (int b = 0; b < 7; b++) {
        int t = (int) run.get(0)[b] - 1;
        assertEquals(1 / (3 * (0.9 * roots[t] / sum + 0.1 / 3)), run.get(1)[b], 1e-5);
        kept[2 * t + (int) counts[t] % 2] = losses[b];
        counts[t]++;
      }
      assertArrayEquals(kept, run.get(2), 1e-5f);
      assertArrayEquals(counts, run.get(3));
    }
  }

  private static Diffusion small(ReverseVariance variance) {
    return new Diffusion(
        new Mlp(ImmutableList.of(4), Activation.TANH, new GlorotUniform()),
        30,
        new LinearNoise(1e-4, 0.02),
        Prediction.VELOCITY,
        variance,
        4,
        false,
        0,
        ReverseChain.Ancestral.with(ReverseNoise.OWN));
  }

  @Test
  void gradientsAreSlopes() {
    for (DiffusionLoss kind : DiffusionLoss.values()) {
      try (GraphHarness harness = new GraphHarness()) {
        InputParameters parameters = new InputParameters(harness, 3);
        Model model =
            small(kind == DiffusionLoss.HYBRID ? ReverseVariance.LEARNED : ReverseVariance.LARGE)
                .build(parameters.scope(real(2)));
        Operand<TFloat32> x = harness.input(Shape.of(6, 2), Draws.normal("x", 12, 0, 1));
        Loss loss =
            new ObjectiveHarness(harness, model, x, 6).loss(new DiffusionObjective(kind, UNIFORM));
        Operand<TFloat32> surrogate = ObjectiveHarness.surrogate(loss, ParameterGroup.DECODER);
        List<String> names = List.copyOf(parameters.byName().keySet());
        ImmutableList<float[]> gradients =
            harness.run(harness.gradients(surrogate, List.copyOf(parameters.byName().values())));
        Operand<TFloat32> error = loss.metrics().get("squared-error");
        for (int i = 0; i < names.size(); i++) {
          String name = names.get(i);
          // The variance alone moves by the bound's part, the prediction by its error alone; what
          // both share is a sum of the two, which no value is the slope of.
          if (kind == DiffusionLoss.HYBRID && name.contains("hidden")) {
            continue;
          }
          DirectionalDerivative.assertGradient(
              harness,
              kind == DiffusionLoss.HYBRID && name.contains("output") ? error : surrogate,
              parameters.byName().get(name),
              gradients.get(i),
              // Bounds are of order 10 to 100: their rounding over a step of 1/64.
              5e-3,
              kind + " " + name);
        }
      }
    }
  }

  @Test
  void aChainOfDenoisersHasAnErrorAndNoBound() {
    try (GraphHarness harness = new GraphHarness()) {
      Model chain =
          new DenoisingChain(
                  new Mlp(ImmutableList.of(4), Activation.TANH, new GlorotUniform()),
                  30,
                  new LinearNoise(1e-4, 0.02),
                  4,
                  ReverseChain.Ancestral.with(ReverseNoise.NONE))
              .build(new InputParameters(harness, 3).scope(real(2)));
      Operand<TFloat32> x = harness.input(Shape.of(6, 2), Draws.normal("x", 12, 0, 1));
      ObjectiveHarness objectives = new ObjectiveHarness(harness, chain, x, 6);
      Loss loss = objectives.loss(new DiffusionObjective(DiffusionLoss.SIMPLE, UNIFORM));
      assertEquals(List.of("squared-error"), List.copyOf(loss.reported().keySet()));
      assertTrue(
          refusal(
                  new ObjectiveHarness(harness, chain, x, 6),
                  new DiffusionObjective(DiffusionLoss.BOUND, UNIFORM))
              .startsWith(
                  "diffusion with this loss needs a model with a bound on log p(x) with a term for"
                      + " each step of a diffusion; diffusion has"));
    }
  }

  @Test
  void lossesThatTeachNothingAreRefused() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> x = harness.input(Shape.of(6, 2), Draws.normal("x", 12, 0, 1));
      DiffusionBound learned =
          (DiffusionBound)
              small(ReverseVariance.LEARNED).build(new InputParameters(harness, 3).scope(real(2)));
      DiffusionBound fixed =
          (DiffusionBound)
              small(ReverseVariance.LARGE).build(new InputParameters(harness, 3).scope(real(2)));
      assertEquals(
          "the loss simple does not teach the model the variances that it is to learn; \"loss\":"
              + " \"hybrid\" or \"bound\" works, and a model with \"variance\": \"large\" or"
              + " \"small\"",
          refusal(
              new ObjectiveHarness(harness, learned, x, 6),
              new DiffusionObjective(DiffusionLoss.SIMPLE, UNIFORM)));
      assertEquals(
          "the loss hybrid is that of a model with \"variance\": \"learned\", but this one has"
              + " fixed variances; \"loss\": \"simple\" or \"bound\" works",
          refusal(
              new ObjectiveHarness(harness, fixed, x, 6),
              new DiffusionObjective(DiffusionLoss.HYBRID, UNIFORM)));
      SmallVae vae = SmallVae.normal(harness);
      assertEquals(
          "diffusion needs a model with a chain of denoising steps; diffusion and denoising-chain"
              + " have",
          refusal(vae.objectives(10), new DiffusionObjective(DiffusionLoss.SIMPLE, UNIFORM)));
    }
  }

  private static String refusal(ObjectiveHarness objectives, DiffusionObjective objective) {
    return assertThrows(IllegalArgumentException.class, () -> objectives.loss(objective))
        .getMessage();
  }
}

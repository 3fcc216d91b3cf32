package org.lowerbound.model.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.ReverseChain;
import org.lowerbound.model.ReverseNoise;
import org.lowerbound.model.ReverseStates;
import org.lowerbound.model.diffusion.GaussianDiffusion.Kernel;
import org.lowerbound.network.Pass;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The chain of the best denoisers of normal data, against its closed form. */
final class DenoisingChainTest {
  private static final int ROWS = 5_000;
  private static final String SUM = "denoiser.residual.sum";
  private static final String WEIGHT = "denoiser.residual.weight";

  private static DenoisingChainModel built(
      GaussianDiffusion data, InputParameters parameters, ReverseChain sampler) {
    return (DenoisingChainModel)
        new DenoisingChain(
                LinearDenoiser.bestOfPrevious(data, BestDiffusion.FEATURES),
                data.chain().steps(),
                BestDiffusion.LINEAR,
                BestDiffusion.FEATURES,
                sampler)
            .build(
                parameters.scope(
                    new ObservedData(Shape.of(1), ValueKind.REAL, ImmutableDoubleArray.of(0))));
  }

  @Test
  void withoutNoiseSamplesCollapseAndWithWhatIsLeftTheyAreTheData() {
    GaussianDiffusion data = BestDiffusion.data(100, 1, 0.25);
    try (GraphHarness harness = new GraphHarness()) {
      InputParameters parameters = new InputParameters(harness, 3);
      DenoisingChainModel model =
          built(data, parameters, ReverseChain.Ancestral.with(ReverseNoise.NONE));
      float[] sums = new float[101];
      float[] weights = new float[101];
      for (int t = 1; t <= 100; t++) {
        weights[t] = 3;
        sums[t] = (float) (3 * data.exactVariance(t) / data.chain().beta(t));
      }
      harness.set(parameters.states().inputs().get(SUM), sums);
      harness.set(parameters.states().inputs().get(WEIGHT), weights);
      Ops tf = harness.tf();
      float[] naive =
          harness.run(model.sample(tf, harness.noise(1, "naive"), ROWS, Pass.evaluation()));
      check(naive, data.ancestral(Kernel.NONE).mean(), data.ancestral(Kernel.NONE).variance());
      // The last step adds no noise: what it would add is missing.
      check(
          sample(harness, model, ReverseNoise.OWN),
          data.ancestral(Kernel.EXACT).mean(),
          data.ancestral(Kernel.EXACT).variance() - data.exactVariance(1));
      check(
          sample(harness, model, ReverseNoise.LARGE),
          data.ancestral(Kernel.LARGE).mean(),
          data.ancestral(Kernel.LARGE).variance());
      check(
          sample(harness, model, ReverseNoise.SMALL),
          data.ancestral(Kernel.SMALL).mean(),
          data.ancestral(Kernel.SMALL).variance());
      check(
          harness.run(
              model.sample(
                  tf,
                  new ReverseChain.Ddim(Optional.empty(), 0, 0),
                  harness.noise(1, "ddim"),
                  ROWS,
                  Pass.evaluation())),
          data.deterministic().mean(),
          data.deterministic().variance());
    }
  }

  @Test
  void theStatesOnTheWayAreThoseOfNormalData() {
    GaussianDiffusion data = BestDiffusion.data(30, 1, 0.25);
    ImmutableList<GaussianDiffusion.Moments> expected = data.ancestralStates(Kernel.NONE);
    try (GraphHarness harness = new GraphHarness()) {
      DenoisingChainModel model =
          built(
              data,
              new InputParameters(harness, 3),
              ReverseChain.Ancestral.with(ReverseNoise.NONE));
      ReverseStates states =
          model.states(
              harness.tf(), Optional.empty(), harness.noise(1, "states"), ROWS, Pass.evaluation());
      float[] moments = harness.run(states.moments());
      assertEquals(2 * 31, moments.length);
      for (int t = 0; t <= 30; t++) {
        assertEquals(t, states.steps().get(t));
        assertEquals(data.chain().signal(t), states.signals().get(t), 1e-15);
        // Four standard errors; each state is a linear function of the first.
        double variance = expected.get(t).variance();
        assertEquals(expected.get(t).mean(), moments[2 * t], 4 * Math.sqrt(variance / ROWS) + 1e-5);
        assertEquals(variance, moments[2 * t + 1], 4 * Math.sqrt(2.0 / ROWS) * variance);
      }
    }
  }

  private static float[] sample(
      GraphHarness harness, DenoisingChainModel model, ReverseNoise noise) {
    return harness.run(
        model.sample(
            harness.tf(),
            ReverseChain.Ancestral.with(noise),
            harness.noise(1, "draws" + noise),
            ROWS,
            Pass.evaluation()));
  }

  private static void check(float[] draws, double mean, double variance) {
    double[] squares = new double[draws.length];
    for (int i = 0; i < draws.length; i++) {
      squares[i] = (draws[i] - mean) * (draws[i] - mean);
    }
    MonteCarlo.of(draws).assertExpectation(mean, "mean");
    MonteCarlo.of(squares).assertExpectation(variance, "variance");
  }

  @Test
  void theErrorIsTheVarianceThatTheMeanLeavesOut() {
    GaussianDiffusion data = BestDiffusion.data(50, 1, 0.25);
    try (GraphHarness harness = new GraphHarness()) {
      DenoisingChainModel model =
          built(
              data,
              new InputParameters(harness, 3),
              ReverseChain.Ancestral.with(ReverseNoise.NONE));
      Ops tf = harness.tf();
      Operand<TFloat32> x = harness.input(Shape.of(ROWS, 1), Draws.normal("x", ROWS, 1, 0.5));
      for (int t : new int[] {1, 2, 25, 50}) {
        float[] errors =
            harness.run(
                model.squaredError(
                    tf,
                    x,
                    tf.fill(tf.array(ROWS), tf.constant(t)),
                    harness.noise(1, "noise" + t),
                    Pass.evaluation()));
        MonteCarlo.of(errors)
            .assertExpectation(data.exactVariance(t) / data.chain().beta(t), "step " + t);
      }
    }
  }

  @Test
  void aStepOfTrainingMovesTheAveragesOfItsSteps() {
    GaussianDiffusion data = BestDiffusion.data(21, 0, 1);
    try (GraphHarness harness = new GraphHarness()) {
      InputParameters parameters = new InputParameters(harness, 3);
      DenoisingChainModel model =
          built(data, parameters, ReverseChain.Ancestral.with(ReverseNoise.NONE));
      Ops tf = harness.tf();
      Operand<TFloat32> x = harness.input(Shape.of(3, 1), 0.5f, -1, 2);
      Operand<TFloat32> errors =
          model.squaredError(
              tf,
              x,
              tf.constant(new int[] {2, 5, 2}),
              harness.noise(1, "noise"),
              Pass.training(harness.noise(1, "network")));
      float[] sums = new float[22];
      float[] weights = new float[22];
      sums[2] = 4;
      weights[2] = 5;
      sums[7] = 2;
      weights[7] = 3;
      harness.set(parameters.states().inputs().get(SUM), sums);
      harness.set(parameters.states().inputs().get(WEIGHT), weights);
      float[] of = harness.run(errors);
      double kept = 0.999 * 0.999;
      float[] expected = sums.clone();
      expected[2] = (float) (kept * 4 + of[0] + of[2]);
      expected[5] = of[1];
      float[] expectedWeights = weights.clone();
      expectedWeights[2] = (float) (kept * 5 + 2);
      expectedWeights[5] = 1;
      assertArrayEquals(expected, harness.run(parameters.states().updates().get(SUM)), 1e-5f);
      assertArrayEquals(
          expectedWeights, harness.run(parameters.states().updates().get(WEIGHT)), 1e-5f);
    }
  }

  @Test
  void ownNoiseIsThatOfSingleSteps() {
    try (GraphHarness harness = new GraphHarness()) {
      assertEquals(
          "the model's own noise is that of single steps, and there is none for 10 of 50; all steps"
              + " or the noise large or small work",
          assertThrows(
                  IllegalArgumentException.class,
                  () ->
                      built(
                          BestDiffusion.data(50, 0, 1),
                          new InputParameters(harness, 3),
                          new ReverseChain.Ancestral(Optional.of(10), ReverseNoise.OWN, 0)))
              .getMessage());
    }
  }
}

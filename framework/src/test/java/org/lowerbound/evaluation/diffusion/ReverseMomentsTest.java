package org.lowerbound.evaluation.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lowerbound.data.ValueKind;
import org.lowerbound.evaluation.Evaluated;
import org.lowerbound.model.Model;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.ReverseChain;
import org.lowerbound.model.ReverseNoise;
import org.lowerbound.model.diffusion.BestDiffusion;
import org.lowerbound.model.diffusion.DiffusionChain;
import org.lowerbound.model.diffusion.GaussianDiffusion;
import org.lowerbound.model.diffusion.GaussianDiffusion.Kernel;
import org.lowerbound.model.diffusion.Prediction;
import org.lowerbound.model.diffusion.ReverseVariance;
import org.lowerbound.picture.Series;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.lowerbound.testing.LinearGaussianGraph;
import org.tensorflow.ndarray.Shape;

/** The states of the best model of normal data, whose moments are known at every step. */
final class ReverseMomentsTest {
  private static final int STEPS = 40;
  private static final int DRAWS = 4000;

  /** The model is of N(1, 1/4). */
  private static final GaussianDiffusion MODEL = BestDiffusion.data(STEPS, 1, 0.25);

  private static Evaluated evaluated(GraphHarness harness, Model model, float... data) {
    return new Evaluated(
        harness,
        model,
        harness.input(Shape.of(data.length, 1), data),
        data.length,
        LinearGaussianGraph.exact(3).dataset());
  }

  private static Model diffusion(GraphHarness harness) {
    return BestDiffusion.of(MODEL, Prediction.NOISE, ReverseVariance.LARGE)
        .build(
            new InputParameters(harness, 3)
                .scope(new ObservedData(Shape.of(1), ValueKind.REAL, ImmutableDoubleArray.of(1))));
  }

  private static ReverseMoments figure(int draws, ReverseNoise noise) {
    return new ReverseMoments(
        draws, Optional.of(ReverseChain.Ancestral.with(noise)), "reverse-moments");
  }

  /** Two points have a mean and a variance, and more is not asked of the data. */
  @ParameterizedTest
  @CsvSource({"OWN,LARGE,0.5,1.5", "SMALL,SMALL,0.5,1.5", "NONE,NONE,0.5,1.5", "OWN,LARGE,-3,1"})
  void theLinesAreThoseOfNormalStates(ReverseNoise noise, Kernel kernel, float low, float high) {
    double mean = (low + high) / 2;
    double variance = (high - low) * (high - low) / 4;
    ImmutableList<GaussianDiffusion.Moments> states = MODEL.ancestralStates(kernel);
    DiffusionChain chain = MODEL.chain();
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated = evaluated(harness, diffusion(harness), low, high);
      ImmutableList<Series> lines =
          figure(DRAWS, noise).lines(harness.tf(), evaluated.graph()).of(evaluated);
      assertEquals(2, lines.size());
      assertEquals(STEPS + 1, lines.get(0).x().length());
      for (int t = 0; t <= STEPS; t++) {
        assertEquals(t, lines.get(0).x().get(t));
        double there = chain.signal(t) * variance + chain.noise(t);
        double ratio = states.get(t).variance() / there;
        // Four standard errors, √(2/n) of a variance and √(σ²/n) of a mean.
        assertEquals(
            ratio, lines.get(0).y().get(t), 4 * Math.sqrt(2.0 / DRAWS) * ratio, "variance at " + t);
        double apart = states.get(t).mean() - Math.sqrt(chain.signal(t)) * mean;
        assertEquals(
            Math.abs(apart) / Math.sqrt(there),
            lines.get(1).y().get(t),
            4 * Math.sqrt(ratio / DRAWS),
            "distance of the means at " + t);
      }
      // Without noise next to nothing is left, and the mean of other data is missed.
      assertTrue(noise != ReverseNoise.NONE || lines.get(0).y().get(0) < 1e-3);
      assertTrue(mean == 1 || lines.get(1).y().get(0) > 0.9);
    }
  }

  @Test
  void fewerStepsHaveTheirOwnNumbersAndDrawsComeInHundreds() {
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated = evaluated(harness, diffusion(harness), 0.5f, 1.5f);
      ReverseMoments figure =
          new ReverseMoments(
              101, Optional.of(new ReverseChain.Ddim(Optional.of(5), 0, 0)), "reverse-moments");
      Series line = figure.lines(harness.tf(), evaluated.graph()).of(evaluated).get(0);
      assertEquals(
          ImmutableDoubleArray.copyOf(MODEL.chain().spread(5).stream().asDoubleStream()),
          line.x().subArray(1, 6));
      assertEquals(0, line.x().get(0));
      // Two runs of a hundred draws, each with noise of its own, and one for the data.
      assertEquals(ImmutableList.of(0L, 1L, 0L), evaluated.draws());
      assertTrue(
          figure.build(harness.tf(), evaluated.graph()).draw(evaluated).raster().width() > 100,
          "a picture");
    }
  }

  @Test
  void theWayIsTheModelsOwnIfNoneIsSaid() {
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated = evaluated(harness, diffusion(harness), 0.5f, 1.5f);
      assertEquals(
          figure(100, ReverseNoise.OWN).lines(harness.tf(), evaluated.graph()).of(evaluated),
          new ReverseMoments(100, Optional.empty(), "reverse-moments")
              .lines(harness.tf(), evaluated.graph())
              .of(evaluated));
    }
  }

  @Test
  void otherModelsAreRefusedWithWhatWorks() {
    LinearGaussianGraph graph = LinearGaussianGraph.exact(3);
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated =
          new Evaluated(
              harness, graph.build(harness), graph.observations(harness), 3, graph.dataset());
      ReverseMoments figure = figure(100, ReverseNoise.OWN);
      assertTrue(
          assertThrows(
                  IllegalArgumentException.class,
                  () -> figure.build(harness.tf(), evaluated.graph()))
              .getMessage()
              .startsWith("reverse-moments needs a model with a chain of denoising steps"));
    }
  }
}

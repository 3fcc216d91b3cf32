package org.lowerbound.evaluation.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.evaluation.Figure;
import org.lowerbound.evaluation.bound.Nll;
import org.lowerbound.evaluation.sampler.PriorSampler;
import org.lowerbound.model.Model;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.mixture.BernoulliMixture;
import org.lowerbound.testing.InputParameters;
import org.tensorflow.ndarray.Shape;

/** What there is no picture of is said before anything is run. */
final class FigureRefusalsTest {
  private static final ImmutableList<Integer> NONE = ImmutableList.of();

  private static IdentityModel three;

  @BeforeAll
  static void build() {
    three = new IdentityModel(Shape.of(1, 1, 3), 1, 0, 0.5f, 1);
  }

  @AfterAll
  static void close() {
    three.close();
  }

  private static Traversals traversals(int units, double range, int example) {
    return new Traversals(
        units, 2, range, Spread.PRIOR, Traversals.Origin.EXAMPLE, example, "traversals");
  }

  private static Edits edits(int unit) {
    return new Edits(
        ImmutableList.of(new Edit(ImmutableList.of(unit), ImmutableList.of(1.0))),
        1,
        NONE,
        "edits");
  }

  private static List<Figure> all() {
    return List.of(
        new SamplesFigure(1, 1, false, new PriorSampler(), "samples"),
        new Reconstructions(1, NONE, 1, false, "reconstructions"),
        new Interpolations(1, NONE, 2, InterpolationPath.LINEAR, "interpolations"),
        traversals(1, 1, 0),
        new Manifold(2, "manifold"),
        edits(1),
        new Refinement(1, 1, ImmutableList.of(0), true, new PriorSampler(), "refinement"),
        new Uncertainty(1, NONE, 2, true, "uncertainty"));
  }

  private static String message(Runnable work) {
    return assertThrows(IllegalArgumentException.class, work::run).getMessage();
  }

  /** Before the training, not when the figure is drawn. */
  @Test
  void examplesThatOnlyALargerSplitHasAreRefused() {
    Observations two = new Observations.Floats(new float[6], 2, 3);
    Observations one = new Observations.Floats(new float[3], 1, 3);
    Dataset dataset =
        Dataset.of(
            "images",
            Shape.of(1, 1, 3),
            ValueKind.REAL,
            FreshDraw.NOTHING,
            ImmutableMap.of(Split.TRAIN, two, Split.TEST, one),
            Optional.empty(),
            Optional.empty());
    EvaluationSpec ofTest =
        new EvaluationSpec(
            ImmutableList.of(new Nll(1, 1)),
            ImmutableList.of(Split.TEST),
            ImmutableList.of(traversals(1, 1, 1)));
    assertEquals(
        "the test split has the examples 0 … 0, but not 1",
        message(() -> ofTest.checkFits(dataset)));
  }

  private static void build(Figure figure, EvaluationScope graph) {
    figure.build(three.harness().tf(), graph);
  }

  private static EvaluationScope of(Model model) {
    EvaluationScope of = three.evaluated().graph();
    return new EvaluationScope(
        model,
        of.observations(),
        of.pass(),
        of.noise(),
        of.dataset(),
        of.objective(),
        of.gradients(),
        of.classifiers(),
        of.beside());
  }

  @Test
  void iterationsOfEmAreOfLinearModels() {
    Model mixture =
        new BernoulliMixture(2, 1, 0.5)
            .build(
                new InputParameters(three.harness(), 1)
                    .scope(
                        new ObservedData(
                            Shape.of(3),
                            ValueKind.BINARY,
                            ImmutableDoubleArray.of(0.5, 0.5, 0.5))));
    for (EvaluationScope graph : List.of(three.evaluated().graph(), of(mixture))) {
      assertEquals(
          "em-steps makes iterations of EM of its own, of a model with both steps in closed form"
              + " and normal latents; ppca and factor-analysis work, whatever their objective is,"
              + " and what em and lagging did with another model is in the trial's curve",
          message(() -> build(new EmSteps(1), graph)));
    }
  }

  @Test
  void aModelWithoutTheAbilityIsNamedWithThoseThatHaveIt() {
    EvaluationScope unable = of(new Model() {});
    for (Figure figure : all()) {
      String message = message(() -> build(figure, unable));
      assertTrue(message.contains(" needs a model with "), message);
      assertTrue(message.contains("vae"), message);
    }
  }

  @Test
  void onlyImagesAreShown() {
    var plane = IdentityModel.dataset(Shape.of(3), 0, 0, 0);
    for (Figure figure : all()) {
      String message = message(() -> figure.checkFits(plane));
      assertTrue(message.endsWith("the observations of images have the shape [3]"), message);
      assertTrue(message.contains("shows images, [height, width, 1] or [height, width, 3]"));
      figure.checkFits(three.evaluated().graph().dataset());
    }
  }

  @Test
  void aManifoldHasTwoDimensionsAndAStandardNormalPrior() {
    assertEquals(
        "manifold shows a plane: it needs a model with 2 latents, but this one has 3",
        message(() -> build(new Manifold(2, "m"), three.evaluated().graph())));
  }

  @Test
  void unitsAndExamplesThatAreNotThereAreNamed() {
    assertEquals(
        "changes names the unit 4, but the model has the units 1 … 3",
        message(() -> build(edits(4), three.evaluated().graph())));
    assertEquals(
        "there is no example 1: no split of images has more than 1",
        message(() -> traversals(1, 1, 1).checkFits(three.evaluated().graph().dataset())));
    assertEquals(
        "there is no pair among 1 examples",
        message(
            () ->
                new Interpolations(1, NONE, 2, InterpolationPath.LINEAR, "i")
                    .build(three.harness().tf(), three.evaluated().graph())
                    .draw(three.evaluated())));
  }

  @Test
  void badArgumentsAreNamed() {
    assertEquals("units must be positive but is 0", message(() -> traversals(0, 1, 0)));
    assertEquals(
        "range must be positive and finite but is 0.0", message(() -> traversals(1, 0, 0)));
    assertEquals(
        "examples are numbered from 0, but one is -1", message(() -> traversals(1, 1, -1)));
    assertEquals(
        "name must be letters, digits and hyphens but is \"a b\"",
        message(() -> new Manifold(2, "a b")));
    assertEquals("steps must be at least 2 but is 1", message(() -> new Manifold(1, "m")));
    assertEquals(
        "examples come in pairs, but these are 1",
        message(
            () -> new Interpolations(1, ImmutableList.of(0), 2, InterpolationPath.LINEAR, "i")));
    assertEquals(
        "a change has an amount for each unit, but 1 for 2",
        message(() -> new Edit(ImmutableList.of(1, 2), ImmutableList.of(1.0))));
    assertEquals(
        "units are numbered from 1, but one is 0",
        message(() -> new Edit(ImmutableList.of(0), ImmutableList.of(1.0))));
    assertEquals(
        "a change names each unit once, but units are [1, 1]",
        message(() -> new Edit(ImmutableList.of(1, 1), ImmutableList.of(1.0, 2.0))));
    assertEquals(
        "by must be a finite amount but is 1.0E39",
        message(() -> new Edit(ImmutableList.of(1), ImmutableList.of(1e39))));
    assertEquals(
        "range must be positive and finite but is 1.0E39", message(() -> traversals(1, 1e39, 0)));
    assertEquals(
        "changes must be 1 … 100 but are 0",
        message(() -> new Edits(ImmutableList.of(), 1, NONE, "e")));
  }
}

package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.bound.ElboMetric;
import org.lowerbound.evaluation.gradient.GradientStatistics;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.Ability;
import org.lowerbound.model.Corruption;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.model.Model;
import org.lowerbound.model.PriorFamily;
import org.lowerbound.model.Vae;
import org.lowerbound.model.likelihood.BernoulliLikelihood;
import org.lowerbound.model.likelihood.OutputBias;
import org.lowerbound.model.posterior.DiagonalNormalPosterior;
import org.lowerbound.model.posterior.ScaleLink;
import org.lowerbound.model.prior.ConditionalPrior;
import org.lowerbound.model.prior.StandardNormalPrior;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.LayerOptions;
import org.lowerbound.network.Mlp;
import org.lowerbound.network.Normalization;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.schedule.Time;
import org.lowerbound.testing.Cycle;
import org.lowerbound.testing.SemiSupervised;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Trials whose objectives use the model several times, on labels of which some are unknown. */
final class SomeLabelsTest {
  private static final int CLASSES = 2;

  /** Every fifth training example has a label. */
  private static final int KNOWN_EVERY = 5;

  private static final Mlp PLAIN =
      new Mlp(ImmutableList.of(5), Activation.TANH, new GlorotUniform());

  private static final PriorFamily OF_LABEL =
      new ConditionalPrior(
          new DiagonalNormalPosterior(ScaleLink.EXP),
          new Mlp(ImmutableList.of(), Activation.TANH, new GlorotUniform()));

  @TempDir Path directory;

  /** The images are of two kinds, which are their labels. */
  private static Dataset images(int knownEvery) {
    Dataset images = Trials.dynamicImages();
    ImmutableMap.Builder<Split, int[]> numbers = ImmutableMap.builder();
    images
        .splits()
        .forEach(
            (split, rows) ->
                numbers.put(
                    split,
                    IntStream.range(0, rows.count())
                        .map(
                            row ->
                                split == Split.TRAIN && row % knownEvery != 0
                                    ? Labels.UNKNOWN
                                    : rows.value(images.kind(), row, 0) > 0.5 ? 1 : 0)
                        .toArray()));
    return images.withLabels(new Labels(CLASSES, numbers.buildOrThrow()));
  }

  private static Vae vae(Mlp encoder, PriorFamily prior) {
    return new Vae(
        3,
        encoder,
        new DiagonalNormalPosterior(ScaleLink.EXP),
        prior,
        PLAIN,
        new BernoulliLikelihood(false, OutputBias.DATA_MEAN),
        new Corruption.None());
  }

  private static TrialSpec spec(Dataset dataset, Vae model, Objective objective, Split split) {
    ImmutableList<Metric> metrics =
        ImmutableList.of(
            new ElboMetric(3, KlEstimator.CLOSED_FORM),
            new GradientStatistics(Optional.empty(), Optional.empty(), 5, 20, "gradient"));
    return new TrialSpec(
        source -> dataset,
        model,
        objective,
        Trials.adam(),
        Trials.epochs(3),
        new EvaluationSpec(metrics, ImmutableList.of(split), ImmutableList.of()),
        1);
  }

  private static String refusal(Dataset dataset, Vae model, Objective objective, Split split) {
    TrialSpec spec = spec(dataset, model, objective, split);
    return assertThrows(
            IllegalArgumentException.class, () -> TrialGraph.build(spec, dataset).close())
        .getMessage();
  }

  /** Remembers the labels of the batch, and which are known. */
  private record Looking(List<Operand<TFloat32>> seen) implements Objective {
    @Override
    public Loss build(Ops tf, Model model, ObjectiveScope scope) {
      seen.add(scope.batch().pass().labels().orElseThrow());
      seen.add(scope.batch().pass().known(tf).orElseThrow());
      return Trials.elbo().build(tf, model, scope);
    }
  }

  /** Opens a stream twice. */
  private record Repeating() implements Objective {
    @Override
    public Loss build(Ops tf, Model model, ObjectiveScope scope) {
      scope.noise("again");
      scope.noise("again");
      throw new AssertionError("the second must be refused");
    }
  }

  /** Runs the encoder on two draws of noise by name. */
  private record TwoDraws() implements Objective {
    @Override
    public Loss build(Ops tf, Model model, ObjectiveScope scope) {
      var latent = Ability.LATENT_VARIABLES.of(model, "two-draws");
      var x = scope.batch().observations();
      var pass = scope.batch().pass();
      var terms = latent.terms(tf, x, scope.noise("first"), 1, pass);
      var first = terms.latents();
      var second = latent.terms(tf, x, scope.noise("second"), 1, pass).latents();
      var difference = GraphMath.sumEvent(tf, tf.math.squaredDifference(first, second)); // [1, B]
      var mean = GraphMath.meanOverBatch(tf, GraphMath.meanOverDraws(tf, difference));
      var weight = GraphMath.meanOverBatch(tf, GraphMath.meanOverDraws(tf, terms.logWeight(tf)));
      return Loss.minimizing(
          tf.math.sub(mean, weight), weight, ImmutableMap.of("difference", mean));
    }
  }

  @Test
  void aTrialLearnsFromSomeLabelsAndItsGradientIsMeasured() {
    Dataset dataset = images(KNOWN_EVERY);
    TrialSpec spec = spec(dataset, vae(PLAIN, OF_LABEL), new SemiSupervised(1), Split.TEST);
    Trainer.check(spec, dataset);
    Trials.Recorder recorder = new Trials.Recorder();
    TrialOutcome outcome = Trials.run(spec, dataset, recorder, directory.resolve("checkpoint"));
    assertFalse(outcome.diverged());
    assertEquals(1.0 / KNOWN_EVERY, recorder.epochs.get(0).training().get("known"), 1e-6);
    assertTrue(
        recorder.epochs.get(2).training().get("bound")
            > recorder.epochs.get(0).training().get("bound"));
    for (String group : List.of("encoder", "decoder", "prior")) {
      Estimate norm = outcome.metrics().get("gradient-norm-" + group);
      assertTrue(norm != null && norm.value() > 0, () -> outcome.metrics().keySet().toString());
    }
  }

  @Test
  void unknownLabelsAreRowsOfZeros() {
    Dataset dataset = images(KNOWN_EVERY);
    List<Operand<TFloat32>> seen = new ArrayList<>();
    TrialSpec spec =
        spec(dataset, vae(PLAIN, new StandardNormalPrior()), new Looking(seen), Split.TEST);
    try (TrialGraph graph = TrialGraph.build(spec, dataset);
        TrialSession session = new TrialSession(graph)) {
      ImmutableList<float[]> values =
          session.evaluate(
              Trials.firstBatch(), 0, new Time(0, 1), ImmutableList.copyOf(seen.subList(0, 2)));
      int[] labels = dataset.labels().orElseThrow().numbers().get(Split.TRAIN);
      for (int b = 0; b < Trials.BATCH_SIZE; b++) {
        for (int c = 0; c < CLASSES; c++) {
          assertEquals(labels[b] == c ? 1 : 0, values.get(0)[b * CLASSES + c]);
        }
        assertEquals(labels[b] == Labels.UNKNOWN ? 0 : 1, values.get(1)[b]);
      }
    }
  }

  @Test
  void whatNeedsEveryLabelRefusesUnknownOnes() {
    Dataset dataset = images(KNOWN_EVERY);
    Vae conditional = vae(PLAIN, OF_LABEL);
    String needsAll =
        "the prior conditional needs the label of every observation, but the data set keeps those"
            + " of a part of the train split; \"labels\": true keeps all";
    assertEquals(needsAll, refusal(dataset, conditional, Trials.elbo(), Split.TEST));
    // The objective has a label for all, but the metrics of the training split have not.
    assertTrue(
        refusal(dataset, conditional, new SemiSupervised(1), Split.TRAIN).endsWith(needsAll));
    TrialSpec spec = spec(images(1), conditional, Trials.elbo(), Split.TRAIN);
    TrialGraph.build(spec, images(1)).close();
  }

  @Test
  void labelsThatNothingLooksAtAreRefused() {
    Dataset dataset = images(KNOWN_EVERY);
    Vae unconditional = vae(PLAIN, new StandardNormalPrior());
    assertEquals(
        "the data set test-set gives labels, but neither the model nor the objective nor a metric looks at them;"
            + " without \"labels\" the model is the same",
        refusal(dataset, unconditional, Trials.elbo(), Split.TEST));
    TrialSpec spec = spec(dataset, unconditional, new Looking(new ArrayList<>()), Split.TEST);
    TrialGraph.build(spec, dataset).close();
  }

  @Test
  void networksThatRunTwiceMayNormalizeButNotDrop() {
    Dataset images = Trials.dynamicImages();
    Mlp dropping =
        new Mlp(
            ImmutableList.of(5),
            Activation.TANH,
            new LayerOptions(new GlorotUniform(), new Normalization.None(), 0.5),
            false);
    String message =
        refusal(images, vae(dropping, new StandardNormalPrior()), new Cycle(0.1), Split.TEST);
    assertTrue(message.contains("runs the network twice in a step"), message);
    Mlp normalized =
        new Mlp(
            ImmutableList.of(5),
            Activation.TANH,
            new LayerOptions(new GlorotUniform(), new Normalization.Batch(0.9, 1e-3), 0),
            false);
    TrialSpec spec =
        spec(images, vae(normalized, new StandardNormalPrior()), new Cycle(0.1), Split.TEST);
    TrialOutcome outcome =
        Trials.run(spec, images, new Trials.Recorder(), directory.resolve("checkpoint"));
    assertFalse(outcome.diverged());
    assertTrue(outcome.metrics().get("gradient-norm-encoder").value() > 0);
  }

  @Test
  void noiseOfOneNameIsNotDrawnTwice() {
    Dataset images = Trials.dynamicImages();
    Vae vae = vae(PLAIN, new StandardNormalPrior());
    assertEquals(
        "the objective draws twice from the noise stream again; each use needs a name of its own",
        refusal(images, vae, new Repeating(), Split.TEST));
    Trials.Recorder recorder = new Trials.Recorder();
    TrialOutcome outcome =
        Trials.run(
            spec(images, vae, new TwoDraws(), Split.TEST),
            images,
            recorder,
            directory.resolve("checkpoint"));
    // The same draws would have no difference.
    assertTrue(recorder.epochs.get(0).training().get("difference") > 0.1);
    assertTrue(outcome.metrics().get("gradient-norm-encoder").value() > 0);
  }
}

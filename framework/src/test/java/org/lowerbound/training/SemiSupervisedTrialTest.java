package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.evaluation.bound.ElboMetric;
import org.lowerbound.evaluation.bound.Nll;
import org.lowerbound.evaluation.classification.Accuracy;
import org.lowerbound.evaluation.code.PerLayer;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.model.Model;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.hierarchy.SemiSupervisedVae;
import org.lowerbound.model.hierarchy.StackedSemiSupervisedVae;
import org.lowerbound.model.likelihood.BernoulliLikelihood;
import org.lowerbound.model.likelihood.NormalLikelihood;
import org.lowerbound.model.likelihood.OutputBias;
import org.lowerbound.model.likelihood.Scale;
import org.lowerbound.model.posterior.DiagonalNormalPosterior;
import org.lowerbound.model.posterior.ScaleLink;
import org.lowerbound.model.prior.StandardNormalPrior;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.Mlp;
import org.lowerbound.objective.Batch;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.objective.supervised.ClassSum;
import org.lowerbound.objective.supervised.SemiSupervised;
import org.lowerbound.random.RandomStream;
import org.lowerbound.schedule.ConstantSchedule;
import org.lowerbound.schedule.Time;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Trials that learn classes from a few labels. */
final class SemiSupervisedTrialTest {
  private static final int CLASSES = 2;
  private static final int KNOWN = 6;
  private static final Mlp MLP = new Mlp(ImmutableList.of(5), Activation.TANH, new GlorotUniform());

  @TempDir Path directory;

  /**
   * The images are of two kinds, which are their labels; or labels have nothing to do with them.
   */
  private static Dataset images(boolean meaningful) {
    Dataset images = Trials.dynamicImages();
    ImmutableMap.Builder<Split, int[]> numbers = ImmutableMap.builder();
    images
        .splits()
        .forEach(
            (split, rows) -> {
              RandomStream coin = new RandomStream(8, split.label());
              numbers.put(
                  split,
                  IntStream.range(0, rows.count())
                      .map(row -> label(images, split, row, meaningful, coin))
                      .toArray());
            });
    return images.withLabels(new Labels(CLASSES, numbers.buildOrThrow()));
  }

  private static int label(
      Dataset images, Split split, int row, boolean meaningful, RandomStream coin) {
    int random = coin.nextInt(CLASSES);
    if (split == Split.TRAIN && row % (Trials.EXAMPLES / KNOWN) != 0) {
      return Labels.UNKNOWN;
    }
    double first = images.splits().get(split).value(images.kind(), row, 0);
    return meaningful ? (first > 0.5 ? 1 : 0) : random;
  }

  private static TrialSpec spec(Dataset dataset, Objective objective, int epochs) {
    return new TrialSpec(
        source -> dataset,
        new SemiSupervisedVae(
            2,
            MLP,
            MLP,
            new DiagonalNormalPosterior(ScaleLink.EXP),
            new StandardNormalPrior(),
            false,
            MLP,
            new BernoulliLikelihood(false, OutputBias.DATA_MEAN)),
        objective,
        Trials.adam(),
        Trials.epochs(epochs),
        new EvaluationSpec(
            ImmutableList.of(
                new Accuracy(),
                new ElboMetric(20, KlEstimator.MONTE_CARLO),
                new Nll(200, 50),
                new PerLayer(2, 5, 0.01)),
            ImmutableList.of(Split.TEST),
            ImmutableList.of()),
        1);
  }

  private static SemiSupervised objective(ClassSum sum, int labeled) {
    return new SemiSupervised(0.1, 1, KlEstimator.CLOSED_FORM, sum, labeled);
  }

  private TrialOutcome run(Dataset dataset, Objective objective) {
    TrialSpec spec = spec(dataset, objective, 40);
    Trainer.check(spec, dataset);
    TrialOutcome outcome =
        Trials.run(spec, dataset, new Trials.Recorder(), directory.resolve("checkpoint"));
    assertFalse(outcome.diverged());
    return outcome;
  }

  @Test
  void codesThatNobodyHasLearntAreRefused() {
    DiagonalNormalPosterior posterior = new DiagonalNormalPosterior(ScaleLink.EXP);
    ModelSpec stacked =
        new StackedSemiSupervisedVae(
            Trials.bernoulliVae(),
            new SemiSupervisedVae(
                2,
                MLP,
                MLP,
                posterior,
                new StandardNormalPrior(),
                false,
                MLP,
                new NormalLikelihood(new Scale.Fixed(1), OutputBias.ZEROS)));
    Dataset images = images(true);
    TrialSpec spec = spec(images, objective(new ClassSum.Exact(), 0), 1);
    TrialSpec without =
        new TrialSpec(
            spec.dataset(),
            stacked,
            spec.objective(),
            spec.optimizer(),
            spec.training(),
            new EvaluationSpec(
                ImmutableList.of(new Accuracy()), ImmutableList.of(Split.TEST), ImmutableList.of()),
            1);
    assertEquals(
        "the vae below the codes of stacked-semi-supervised-vae does not learn, and without"
            + " \"init\" it would stay at random first values; \"init\": {\"case\": …} names the"
            + " trial that has trained it",
        assertThrows(IllegalArgumentException.class, () -> Trainer.check(without, images))
            .getMessage());
  }

  @Test
  void sixLabelsTellTwoKindsOfImages() {
    for (SemiSupervised objective :
        List.of(
            objective(new ClassSum.Exact(), 4),
            objective(new ClassSum.Relaxed(new ConstantSchedule(0.7)), 4))) {
      TrialOutcome outcome = run(images(true), objective);
      Estimate accuracy = outcome.metrics().get("accuracy");
      assertTrue(accuracy.value() > 0.9, () -> objective + ": " + accuracy);
      assertEquals(Trials.EXAMPLES, accuracy.n());
      // 12 bits are 8.3 nats at most; those of a kind are nearly certain.
      double nll = outcome.metrics().get("nll").value();
      double elbo = outcome.metrics().get("elbo").value();
      assertTrue(nll < 7.5 && -elbo > nll - 0.2, () -> nll + " and " + elbo);
    }
  }

  /** p(x | y) is the mean of p(x | z, y) over p(z): codes by hand are decoded to it, too. */
  @Test
  void aTrainedModelDrawsOfTheLabelThatItIsGiven() {
    Dataset dataset = images(true);
    TrialSpec spec = spec(dataset, objective(new ClassSum.Exact(), 4), 3);
    TrialOutcome outcome =
        Trials.run(spec, dataset, new Trials.Recorder(), directory.resolve("checkpoint"));
    ImmutableMap<String, float[]> variables =
        Trials.checkpoints(directory.resolve("checkpoint"))
            .end(outcome.steps().all())
            .checkpoint()
            .variables();
    TrainedState state = new TrainedState(variables, false, new Time(0, 3));
    int count = 2000;
    try (TrainedModel model =
        TrainedModel.open(spec.model(), TrialSpec.observed(dataset), state, 1)) {
      double apart = 0;
      for (int d = 0; d < Trials.DIMENSION; d++) {
        apart =
            Math.max(
                apart,
                Math.abs(
                    mean(model.decode(codes(count, 0)), d)
                        - mean(model.decode(codes(count, 1)), d)));
      }
      assertTrue(apart > 0.15, "a decoder that hardly looks at the label: " + apart);
      for (int label = 0; label < CLASSES; label++) {
        Matrix byHand = model.decode(codes(count, label));
        Matrix means = model.sampleMeans(count, label);
        Matrix draws = model.sample(count, label);
        for (int d = 0; d < Trials.DIMENSION; d++) {
          // The largest standard error of a difference of two means of bits; of means it is
          // smaller.
          double tolerance = 4 * Math.sqrt(2 * 0.25 / count);
          assertEquals(mean(byHand, d), mean(means, d), tolerance);
          assertEquals(mean(byHand, d), mean(draws, d), tolerance);
          assertTrue(draws.at(3, d) == 0 || draws.at(3, d) == 1);
        }
      }
      // Without a label codes have the class in them, and draws are of both.
      assertEquals(2 + CLASSES, model.sampleCodes(3).columns());
      assertEquals(count, model.sample(count).rows());
    }
  }

  /** Returns draws of z from N(0, I) with one label behind each. */
  private static Matrix codes(int count, int label) {
    RandomStream noise = new RandomStream(3, "codes");
    int columns = 2 + CLASSES;
    float[] codes = new float[count * columns];
    for (int i = 0; i < count; i++) {
      codes[i * columns] = (float) noise.nextGaussian();
      codes[i * columns + 1] = (float) noise.nextGaussian();
      codes[i * columns + 2 + label] = 1;
    }
    return new Matrix(codes, count, columns);
  }

  private static double mean(Matrix rows, int column) {
    return IntStream.range(0, rows.rows()).mapToDouble(i -> rows.at(i, column)).average().orElse(0);
  }

  @Test
  void labelsThatHaveNothingToDoWithTheImagesAreToldByChance() {
    TrialOutcome outcome = run(images(false), objective(new ClassSum.Exact(), 4));
    Estimate accuracy = outcome.metrics().get("accuracy");
    double deviation = Math.sqrt(0.25 / Trials.EXAMPLES);
    assertEquals(0.5, accuracy.value(), 4 * deviation);
    assertTrue(accuracy.caveats().chance().orElseThrow().mean() >= 0.5);
  }

  /** Remembers the examples that it draws beside those of the batch. */
  private record Drawing(List<Operand<TFloat32>> seen, SemiSupervised rest) implements Objective {
    @Override
    public Loss build(Ops tf, Model model, ObjectiveScope scope) {
      Batch few = scope.labeled().draw(tf, 4, scope.noise("few"));
      Batch all = scope.labeled().draw(tf, 100, scope.noise("all"));
      assertEquals(KNOWN, scope.labeled().count());
      assertEquals(4, few.size());
      assertEquals(KNOWN, all.size());
      seen.add(few.pass().everyLabel("the test"));
      seen.add(few.observations());
      seen.add(all.pass().everyLabel("the test"));
      return rest.build(tf, model, scope);
    }
  }

  @Test
  void eachStepDrawsAmongTheKnownOnesAlone() {
    Dataset dataset = images(true);
    List<Operand<TFloat32>> seen = new ArrayList<>();
    TrialSpec spec = spec(dataset, new Drawing(seen, objective(new ClassSum.Exact(), 0)), 1);
    int ones = 0;
    int bright = 0;
    Set<List<Float>> different = new HashSet<>();
    int steps = 200;
    try (TrialGraph graph = TrialGraph.build(spec, dataset);
        TrialSession session = new TrialSession(graph)) {
      for (int step = 0; step < steps; step++) {
        ImmutableList<float[]> values =
            session.evaluate(Trials.firstBatch(), step, new Time(0, 1), ImmutableList.copyOf(seen));
        float[] labels = values.get(0);
        List<Float> told = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          assertEquals(1, labels[2 * i] + labels[2 * i + 1], "a label that is known");
          told.add(labels[2 * i + 1]);
          ones += (int) labels[2 * i + 1];
          int side = labels[2 * i + 1] == 1 ? 0 : Trials.DIMENSION / 2;
          for (int d = 0; d < Trials.DIMENSION / 2; d++) {
            bright += (int) values.get(1)[i * Trials.DIMENSION + side + d];
          }
        }
        different.add(told);
        float sum = 0;
        for (float label : values.get(2)) {
          sum += label;
        }
        assertEquals(KNOWN, sum);
      }
    }
    int[] known =
        IntStream.of(dataset.labels().orElseThrow().numbers().get(Split.TRAIN))
            .filter(label -> label != Labels.UNKNOWN)
            .toArray();
    double part = IntStream.of(known).average().orElseThrow();
    // Without replacement the deviation is smaller than that of independent draws.
    assertEquals(part, ones / (4.0 * steps), 4 * Math.sqrt(part * (1 - part) / (4.0 * steps)));
    assertTrue(different.size() > 4, "always the same draw");
    // The label is that of the image beside it, whose bright side has bits with p near 0.8.
    assertEquals(0.8, bright / (4.0 * steps * Trials.DIMENSION / 2), 0.1);
  }
}

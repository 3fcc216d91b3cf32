package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetSpec;
import org.lowerbound.data.Factors;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.classification.AccuracyOverCoverage;
import org.lowerbound.evaluation.classification.ClassEvidence;
import org.lowerbound.evaluation.classification.ClassPrior;
import org.lowerbound.evaluation.figure.LatentScatter;
import org.lowerbound.evaluation.outlier.ElboScore;
import org.lowerbound.evaluation.outlier.InputComplexity;
import org.lowerbound.evaluation.outlier.LikelihoodRegret;
import org.lowerbound.evaluation.outlier.NllScore;
import org.lowerbound.evaluation.outlier.Outliers;
import org.lowerbound.evaluation.representation.FineTuning;
import org.lowerbound.evaluation.representation.KnnProbe;
import org.lowerbound.evaluation.representation.LinearProbe;
import org.lowerbound.model.linear.ProbabilisticPca;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.objective.likelihood.MaximumLikelihood;
import org.lowerbound.optimizer.Sgd;
import org.lowerbound.random.RandomStream;
import org.lowerbound.schedule.ConstantSchedule;

/** Probes, fine-tuning and outliers in trials on images whose left or right half is bright. */
class RepresentationTrialTest {
  private static final ImmutableList<Integer> SIZES = ImmutableList.of(4, 20);

  private static Dataset labelled(boolean random) {
    Dataset images = Trials.dynamicImages();
    RandomStream coin = new RandomStream(5, "labels");
    ImmutableMap.Builder<Split, int[]> labels = ImmutableMap.builder();
    images
        .splits()
        .forEach(
            (split, rows) ->
                labels.put(
                    split,
                    IntStream.range(0, rows.count())
                        .map(
                            row ->
                                random
                                    ? coin.nextInt(2)
                                    : rows.value(images.kind(), row, 0) > 0.5 ? 1 : 0)
                        .toArray()));
    return images.withLabels(new Labels(2, labels.buildOrThrow()));
  }

  private static TrialSpec spec(Dataset images, ImmutableList<Split> splits, Metric... metrics) {
    return new TrialSpec(
        source -> images,
        Trials.bernoulliVae(),
        Trials.elbo(),
        Trials.adam(),
        Trials.epochs(10),
        new EvaluationSpec(ImmutableList.copyOf(metrics), splits, ImmutableList.of()),
        1);
  }

  private static ImmutableMap<String, Estimate> run(Dataset images, Metric... metrics) {
    TrialSpec spec = spec(images, ImmutableList.of(Split.TEST), metrics);
    Trainer.check(spec, images);
    return new Trainer(spec, images).run().metrics();
  }

  private static LinearProbe linear() {
    return new LinearProbe(Optional.empty(), 1, 1000, SIZES, 3);
  }

  private static KnnProbe knn(int neighbours) {
    return new KnnProbe(Optional.empty(), neighbours, 1000, SIZES, 3);
  }

  private static FineTuning fineTuning() {
    return new FineTuning(Optional.empty(), SIZES, 2, 40, 10, Trials.adam());
  }

  @Test
  void whatTheImagesShowIsTold() {
    ImmutableMap<String, Estimate> numbers = run(labelled(false), linear(), knn(3), fineTuning());
    for (String name :
        new String[] {"linear-probe", "knn-probe", "fine-tuned-20", "from-scratch-20"}) {
      Estimate accuracy = numbers.get(name);
      assertTrue(accuracy.value() > 0.85 && accuracy.value() <= 1, name + " " + accuracy);
      assertEquals(Trials.EXAMPLES, accuracy.n());
      assertTrue(
          accuracy.value()
              > accuracy.caveats().chance().orElseThrow().mean()
                  + 3 * accuracy.caveats().chance().orElseThrow().standardDeviation(),
          name);
    }
    assertTrue(numbers.get("linear-probe-20").value() > 0.8);
    assertTrue(numbers.containsKey("knn-probe-4-spread"));
  }

  /** Labels that have nothing to do with the images are told as a coin would. */
  @Test
  void randomLabelsAreToldByChanceOnly() {
    ImmutableMap<String, Estimate> numbers = run(labelled(true), linear(), knn(3), fineTuning());
    for (String name : new String[] {"linear-probe", "knn-probe", "fine-tuned-20"}) {
      // Four standard deviations of 60 throws of a coin.
      assertEquals(0.5, numbers.get(name).value(), 4 * 0.5 / Math.sqrt(60), name);
    }
  }

  /** The nearest known code to one that is known is itself. */
  @Test
  void oneNeighbourKnowsTheTrainingSplit() {
    Dataset images = labelled(true);
    TrialSpec spec =
        spec(
            images,
            ImmutableList.of(Split.TRAIN),
            new KnnProbe(Optional.empty(), 1, 1000, ImmutableList.of(), 1));
    double accuracy = new Trainer(spec, images).run().metrics().get("train.knn-probe").value();
    // Two binary images may be equal, and have different labels.
    assertTrue(accuracy > 0.9, accuracy + "");
  }

  @Test
  void whatIsNotKnownIsNoAccuracy() {
    Dataset images = labelled(false);
    Labels all = images.labels().orElseThrow();
    int[] train = all.numbers().get(Split.TRAIN).clone();
    Arrays.fill(train, 10, train.length, Labels.UNKNOWN);
    Dataset partly =
        images.withLabels(
            new Labels(
                2,
                ImmutableMap.<Split, int[]>builder()
                    .putAll(all.numbers())
                    .put(Split.TRAIN, train)
                    .buildKeepingLast()));
    KnnProbe probe = new KnnProbe(Optional.empty(), 5, 1000, ImmutableList.of(), 1);
    TrialSpec onTest = spec(partly, ImmutableList.of(Split.TEST), probe);
    assertDoesNotThrow(() -> onTest.evaluation().checkFits(partly));
    TrialSpec onTrain = spec(partly, ImmutableList.of(Split.TRAIN), probe);
    assertEquals(
        "an accuracy on the train split needs all its labels, but of %d examples 10 have one; other"
                .formatted(train.length)
            + " splits work, and \"labels\" without \"known\"",
        refusal(() -> onTrain.evaluation().checkFits(partly)));
    EvaluationSpec figure =
        new EvaluationSpec(
            ImmutableList.of(),
            ImmutableList.of(Split.TRAIN),
            ImmutableList.of(
                new AccuracyOverCoverage(new ClassEvidence(1, ClassPrior.UNIFORM), "a")));
    assertTrue(
        refusal(() -> figure.checkFits(partly)).startsWith("an accuracy on the train split needs"));
    // Colours are of what is known, if anything is.
    EvaluationSpec scatter =
        new EvaluationSpec(
            ImmutableList.of(),
            ImmutableList.of(Split.TRAIN),
            ImmutableList.of(new LatentScatter(10, Optional.empty(), "colours")));
    scatter.checkFits(partly);
    scatter.checkFits(Trials.dynamicImages());
    KnnProbe wide = new KnnProbe(Optional.empty(), 11, 1000, ImmutableList.of(), 1);
    assertEquals(
        "neighbours is 11, but the training split of %s knows the classes of 10 examples"
            .formatted(partly.name()),
        refusal(() -> wide.checkFits(partly)));
    assertEquals(
        "neighbours is 5, more than 4 labels have; larger labels or fewer neighbours work",
        refusal(() -> knn(5).checkFits(partly)));
  }

  private static String refusal(Executable work) {
    return assertThrows(IllegalArgumentException.class, work).getMessage();
  }

  /** Loss and what it is made of are one node in a classifier, which TensorFlow gives but once. */
  @Test
  void aClassifierThatDivergesSaysWhatIsNotFinite() {
    Dataset images = labelled(false);
    FineTuning wild =
        new FineTuning(
            Optional.empty(),
            ImmutableList.of(20),
            1,
            40,
            10,
            new Sgd(new ConstantSchedule(1e38), 0, false));
    String message = assertThrows(RuntimeException.class, () -> run(images, wild)).getMessage();
    assertTrue(message.contains("diverged"), message);
  }

  @Test
  void aFactorIsToldInPlaceOfTheLabel() {
    Dataset images = labelled(false);
    Labels side = images.labels().orElseThrow();
    Dataset withFactors =
        Dataset.of(
            "test-set",
            images.observationShape(),
            images.kind(),
            images.freshDraw(),
            images.splits(),
            Optional.empty(),
            Optional.of(
                new Factors(
                    ImmutableList.of("none", "side"),
                    ImmutableList.of(1, 2),
                    side.numbers().entrySet().stream()
                        .collect(
                            ImmutableMap.toImmutableMap(
                                entry -> entry.getKey(),
                                entry ->
                                    IntStream.of(entry.getValue())
                                        .mapToObj(label -> new int[] {0, label})
                                        .toArray(int[][]::new))))));
    ImmutableMap<String, Estimate> numbers =
        run(withFactors, new LinearProbe(Optional.of("side"), 1, 1000, ImmutableList.of(), 1));
    assertTrue(numbers.get("linear-probe-side").value() > 0.85);
    assertRefused(
        withFactors,
        new LinearProbe(Optional.empty(), 1, 1000, ImmutableList.of(), 1),
        "linear-probe needs labels, but test-set gives none; \"target\" may be a factor: none,"
            + " side");
    assertRefused(
        withFactors,
        new LinearProbe(Optional.of("hue"), 1, 1000, ImmutableList.of(), 1),
        "test-set has no factor hue; it has none, side");
    assertRefused(
        withFactors,
        new LinearProbe(Optional.of("none"), 1, 1000, ImmutableList.of(), 1),
        "linear-probe needs two classes at least, but none of test-set has one");
  }

  private static void assertRefused(Dataset images, Metric metric, String message) {
    assertEquals(
        message,
        assertThrows(
                IllegalArgumentException.class,
                () -> Trainer.check(spec(images, ImmutableList.of(Split.TEST), metric), images))
            .getMessage());
  }

  @Test
  void aModelWithoutAnEncoderIsRefused() {
    Dataset images = Trials.realNumbers().withLabels(labelled(false).labels().orElseThrow());
    TrialSpec spec =
        new TrialSpec(
            source -> images,
            new ProbabilisticPca(1, new GlorotUniform(), 1),
            new MaximumLikelihood(),
            Trials.adam(),
            Trials.epochs(1),
            new EvaluationSpec(
                ImmutableList.of(fineTuning()), ImmutableList.of(Split.TEST), ImmutableList.of()),
            1);
    assertEquals(
        "fine-tuning needs a model with an encoder of one network, and probabilistic-pca has none;"
            + " a vae has",
        assertThrows(IllegalArgumentException.class, () -> Trainer.check(spec, images))
            .getMessage());
  }

  /** Images of noise are no images of halves: each score sees it, or is at least a number. */
  @Test
  void outliersOfAnotherDataSetAreTold() {
    Dataset images = Trials.dynamicImages();
    byte[] levels = new byte[50 * Trials.DIMENSION];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = (byte) (i % 2 == 0 ? 250 : 5); // Stripes.
    }
    Observations stripes = new Observations.Bytes(levels, 50, Trials.DIMENSION);
    Dataset other =
        Trials.dataset(
            images.observationShape(),
            ValueKind.GREY,
            FreshDraw.BINARIZATION,
            ImmutableMap.of(Split.TRAIN, stripes, Split.TEST, stripes));
    DatasetSpec against = source -> other;
    ImmutableList<Metric> metrics =
        ImmutableList.of(
            new Outliers(against, new ElboScore(5), 40, Optional.of("stripes")),
            new Outliers(against, new ElboScore(5), 40, Optional.of("again")),
            new Outliers(against, new NllScore(20), 40, Optional.of("stripes")),
            new Outliers(against, new LikelihoodRegret(20, 0.05, 5), 40, Optional.of("stripes")),
            new Outliers(against, new InputComplexity(20), 40, Optional.of("stripes")));
    TrialSpec spec = spec(images, ImmutableList.of(Split.TEST), metrics.toArray(Metric[]::new));
    ImmutableMap<DatasetSpec, Dataset> beside = ImmutableMap.of(against, other);
    assertEquals(beside.keySet(), spec.evaluation().besides());
    assertTrue(
        Trainer.check(spec, images, beside).memory().runs().keySet().stream()
            .anyMatch(name -> name.contains("auroc-input-complexity-stripes")));
    ImmutableMap<String, Estimate> numbers =
        new Trainer(spec, images).beside(beside).run().metrics();
    assertTrue(numbers.get("auroc-elbo-stripes").value() > 0.9, numbers.toString());
    assertTrue(numbers.get("auroc-nll-stripes").value() > 0.9, numbers.toString());
    for (Estimate number : numbers.values()) {
      assertTrue(number.value() >= 0 && number.value() <= 1, numbers.toString());
    }
    assertEquals(numbers, new Trainer(spec, images).beside(beside).run().metrics());
  }
}

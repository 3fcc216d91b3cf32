package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.distribution.divergence.ClosedFormKls;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.evaluation.code.ActiveUnits;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.LatentVariableModel;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.ObservedData;
import org.lowerbound.network.ParameterStore;
import org.lowerbound.network.Zeros;
import org.lowerbound.objective.BoundObjective;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.schedule.Time;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.MonteCarlo;
import org.lowerbound.testing.TestPriors;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** What a model is shown in training and in evaluation. */
final class TrialGraphTest {
  private static final int[] LEVELS = {0, 1, 64, 128, 254, 255};
  private static final int ROWS = 1000;

  @TempDir Path directory;

  /**
   * A model that remembers the nodes of the observations it is given, and of their labels:
   * training's come first.
   */
  private record Watched(
      ModelSpec model, List<Operand<TFloat32>> observations, List<Operand<TFloat32>> labels)
      implements ModelSpec {
    Watched(ModelSpec model, List<Operand<TFloat32>> observations) {
      this(model, observations, new ArrayList<>());
    }

    @Override
    public LikelihoodKind checkFits(ObservedData observed) {
      return model.checkFits(observed);
    }

    @Override
    public LatentVariableModel build(ModelScope scope) {
      LatentVariableModel built = (LatentVariableModel) model.build(scope);
      return new LatentVariableModel(
          built.latents(),
          built.prior(),
          built.likelihood(),
          (tf, x, pass) -> {
            observations.add(x);
            pass.labels().ifPresent(labels::add);
            return built.posterior().given(tf, x, pass);
          },
          built.closedForms());
    }
  }

  /** Images that all have the same levels. */
  private static Dataset levels(FreshDraw drawn) {
    byte[] values = new byte[ROWS * LEVELS.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) LEVELS[i % LEVELS.length];
    }
    Observations images = new Observations.Bytes(values, ROWS, LEVELS.length);
    return Trials.dataset(
        Shape.of(2, 3, 1),
        ValueKind.GREY,
        drawn,
        ImmutableMap.of(Split.TRAIN, images, Split.VALIDATION, images, Split.TEST, images));
  }

  private static int[] allRows(int from) {
    return IntStream.range(from, from + ROWS).toArray();
  }

  private static void assertFrequencies(List<float[]> draws) {
    for (int d = 0; d < LEVELS.length; d++) {
      double[] column = new double[draws.size() * ROWS];
      for (int i = 0; i < column.length; i++) {
        column[i] = draws.get(i / ROWS)[(i % ROWS) * LEVELS.length + d];
        assertTrue(column[i] == 0 || column[i] == 1);
      }
      double p = LEVELS[d] / 255.0;
      double mean = Arrays.stream(column).sum() / column.length;
      double standardError = Math.sqrt(p * (1 - p) / column.length); // 0 at levels 0 and 255.
      assertEquals(p, mean, MonteCarlo.ALLOWED_STANDARD_ERRORS * standardError + 1e-12);
    }
  }

  @Test
  void trainingDrawsAFreshBinaryImageAtEachStep() {
    Dataset images = levels(FreshDraw.BINARIZATION);
    List<Operand<TFloat32>> seen = new ArrayList<>();
    TrialSpec spec = Trials.binarySpec(images, 1);
    TrialSpec watched =
        new TrialSpec(
            spec.dataset(),
            new Watched(spec.model(), seen),
            spec.objective(),
            spec.optimizer(),
            Trials.batchesOf(ROWS),
            spec.evaluation(),
            1);
    try (TrialGraph graph = TrialGraph.build(watched, images);
        TrialSession session = new TrialSession(graph)) {
      ImmutableList<Operand<TFloat32>> batch = ImmutableList.of(seen.get(0));
      List<float[]> draws = new ArrayList<>();
      for (int step = 0; step < 20; step++) {
        draws.add(session.evaluate(allRows(0), step, new Time(0, 1), batch).get(0));
      }
      assertFrequencies(draws);
      assertFalse(Arrays.equals(draws.get(0), draws.get(1)));
      assertArrayEquals(
          draws.get(3), session.evaluate(allRows(0), 3, new Time(0, 1), batch).get(0));
    }
  }

  @Test
  void evaluationSeesOneBinaryImageForAllMetricsAndDraws() {
    Dataset images = levels(FreshDraw.BINARIZATION);
    List<Operand<TFloat32>> seen = new ArrayList<>();
    TrialSpec spec = Trials.binarySpec(images, 1);
    TrialSpec watched =
        new TrialSpec(
            spec.dataset(),
            new Watched(spec.model(), seen),
            spec.objective(),
            spec.optimizer(),
            spec.training(),
            spec.evaluation(),
            1);
    try (TrialGraph graph = TrialGraph.build(watched, images);
        TrialSession session = new TrialSession(graph)) {
      // ELBO, NLL with its remainder, active units; ELBO and KL by unit of the validation split.
      assertEquals(1 + 6, seen.size());
      seen.subList(2, seen.size()).forEach(node -> assertSame(seen.get(1), node));
      ImmutableList<Operand<TFloat32>> evaluated = ImmutableList.of(seen.get(1));
      List<float[]> splits = new ArrayList<>();
      for (Split split : Split.values()) {
        int first = graph.evaluation().table.firstRow(split);
        assertEquals(ROWS, graph.evaluation().table.count(split));
        float[] draw = session.evaluate(allRows(first), 0, new Time(0, 1), evaluated).get(0);
        assertArrayEquals(
            draw, session.evaluate(allRows(first), 7, new Time(0, 1), evaluated).get(0));
        assertFrequencies(List.of(draw));
        splits.add(draw);
      }
      assertFalse(Arrays.equals(splits.get(0), splits.get(1)));
      assertFalse(Arrays.equals(splits.get(1), splits.get(2)));
    }
  }

  /** Returns the noise of dequantised images, which must be that of levels that all have. */
  private static double[] noise(float[] images) {
    double[] noise = new double[images.length];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = images[i] * 256.0 - LEVELS[i % LEVELS.length]; // Exact, as the images are.
      assertTrue(noise[i] > 0 && noise[i] < 1, "noise " + noise[i]);
    }
    return noise;
  }

  private static void assertUniform(double[] noise) {
    MonteCarlo.of(noise).assertExpectation(0.5, "mean of the noise");
    MonteCarlo.of(Arrays.stream(noise).map(u -> u * u).toArray())
        .assertExpectation(1.0 / 3, "mean of its square");
  }

  @Test
  void dequantizedImagesHaveFreshNoiseInTrainingAndFixedNoiseInEvaluation() {
    Dataset images = levels(FreshDraw.DEQUANTIZATION);
    List<Operand<TFloat32>> seen = new ArrayList<>();
    TrialSpec spec =
        Trials.spec(
            images,
            new Watched(Trials.normalVae(), seen),
            Trials.elbo(),
            Trials.adam(),
            Trials.batchesOf(ROWS),
            1);
    try (TrialGraph graph = TrialGraph.build(spec, images);
        TrialSession session = new TrialSession(graph)) {
      Time start = new Time(0, 1);
      ImmutableList<Operand<TFloat32>> training = ImmutableList.of(seen.get(0));
      float[] first = session.evaluate(allRows(0), 0, start, training).get(0);
      float[] second = session.evaluate(allRows(0), 1, start, training).get(0);
      assertUniform(noise(first));
      assertUniform(noise(second));
      assertFalse(Arrays.equals(first, second));
      assertArrayEquals(first, session.evaluate(allRows(0), 0, start, training).get(0));

      seen.subList(2, seen.size()).forEach(node -> assertSame(seen.get(1), node));
      ImmutableList<Operand<TFloat32>> evaluation = ImmutableList.of(seen.get(1));
      int row = graph.evaluation().table.firstRow(Split.TRAIN);
      float[] evaluated = session.evaluate(allRows(row), 0, start, evaluation).get(0);
      assertUniform(noise(evaluated));
      assertArrayEquals(evaluated, session.evaluate(allRows(row), 7, start, evaluation).get(0));
      assertFalse(Arrays.equals(first, evaluated));
      assertFalse(Arrays.equals(second, evaluated));
      float[] test =
          session
              .evaluate(
                  allRows(graph.evaluation().table.firstRow(Split.TEST)), 0, start, evaluation)
              .get(0);
      assertFalse(Arrays.equals(test, evaluated));
      EvaluationTable otherSeed = new EvaluationTable(images, ImmutableSet.of(Split.TEST), 2);
      assertFalse(Arrays.equals(test, ((Observations.Floats) otherSeed.observations()).values()));
    }
  }

  @Test
  void dequantizedImagesStayInsideTheOpenIntervalWhateverTheNoise() {
    float largestBelowOne = Math.nextDown(1f);
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      Operand<TFloat32> levels = harness.input(Shape.of(4), 0, 0, 255, 255);
      Operand<TFloat32> uniform =
          harness.input(Shape.of(4), 0, largestBelowOne, 0, largestBelowOne);
      NoiseSource extremes =
          new NoiseSource() {
            @Override
            public Operand<TFloat32> standardNormal(Ops ops, Operand<TInt32> shape) {
              throw new AssertionError("no normal noise here");
            }

            @Override
            public Operand<TFloat32> uniform(Ops ops, Operand<TInt32> shape) {
              return uniform;
            }
          };
      float[] values =
          harness.run(ImmutableList.of(TrainingBatch.dequantized(tf, levels, extremes))).get(0);
      assertArrayEquals(
          new float[] {0x1p-24f, 0x1p-8f - 0x1p-24f, 1 - 0x1p-8f + 0x1p-24f, 1 - 0x1p-24f}, values);
    }
  }

  @Test
  void labelsAreThoseOfTheRowsInTrainingAndInEvaluation() {
    int classes = 7;
    ImmutableMap.Builder<Split, Observations> splits = ImmutableMap.builder();
    ImmutableMap.Builder<Split, int[]> numbers = ImmutableMap.builder();
    for (Split split : Split.values()) {
      // The observation says what the label must be.
      int count = 20 + split.label().length();
      float[] values = new float[count];
      int[] ofSplit = new int[count];
      for (int i = 0; i < count; i++) {
        ofSplit[i] = (i * i + split.label().length()) % classes;
        values[i] = ofSplit[i];
      }
      splits.put(split, new Observations.Floats(values, count, 1));
      numbers.put(split, ofSplit);
    }
    Dataset dataset =
        Trials.dataset(Shape.of(1), ValueKind.REAL, FreshDraw.NOTHING, splits.buildOrThrow())
            .withLabels(new Labels(classes, numbers.buildOrThrow()));
    List<Operand<TFloat32>> seen = new ArrayList<>();
    List<Operand<TFloat32>> labels = new ArrayList<>();
    TrialSpec spec =
        Trials.spec(
            dataset,
            new Watched(Trials.normalVae(), seen, labels),
            Trials.elbo(),
            Trials.adam(),
            Trials.batchesOf(dataset.splits().get(Split.TRAIN).count()),
            1);
    try (TrialGraph graph = TrialGraph.build(spec, dataset);
        TrialSession session = new TrialSession(graph)) {
      assertEquals(seen.size(), labels.size());
      assertOneHot(
          session,
          seen.get(0),
          labels.get(0),
          0,
          dataset.splits().get(Split.TRAIN).count(),
          classes);
      for (Split split : Split.values()) {
        int first = graph.evaluation().table.firstRow(split);
        int count = graph.evaluation().table.count(split);
        for (int node = 1; node < seen.size(); node++) {
          assertOneHot(session, seen.get(node), labels.get(node), first, count, classes);
        }
      }
    }
  }

  private static void assertOneHot(
      TrialSession session,
      Operand<TFloat32> observations,
      Operand<TFloat32> labels,
      int first,
      int count,
      int classes) {
    // Backwards, as no table is.
    int[] rows = IntStream.range(0, count).map(i -> first + count - 1 - i).toArray();
    ImmutableList<float[]> values =
        session.evaluate(rows, 0, new Time(0, 1), ImmutableList.of(observations, labels));
    assertEquals(count * classes, values.get(1).length);
    for (int b = 0; b < count; b++) {
      for (int c = 0; c < classes; c++) {
        assertEquals(values.get(0)[b] == c ? 1 : 0, values.get(1)[b * classes + c]);
      }
    }
  }

  @Test
  void aPassHasNoLabelsWhereTheDataHasNone() {
    Dataset images = levels(FreshDraw.NOTHING);
    List<Operand<TFloat32>> labels = new ArrayList<>();
    TrialSpec spec =
        Trials.spec(
            images,
            new Watched(Trials.normalVae(), new ArrayList<>(), labels),
            Trials.elbo(),
            Trials.adam(),
            Trials.epochs(1),
            1);
    try (TrialGraph graph = TrialGraph.build(spec, images)) {
      assertEquals(List.of(), labels);
      assertEquals(2, graph.tables().size());
    }
  }

  @Test
  void aModelThatNeedsLabelsCanRefuseDataWithout() {
    Dataset without = levels(FreshDraw.NOTHING);
    assertEquals(0, TrialSpec.observed(without).classes());
    assertEquals(
        "a conditional VAE needs labels, but the data set gives none; \"labels\": true gives them"
            + " with mnist, fashion-mnist and sprites",
        assertThrows(
                IllegalArgumentException.class,
                () -> TrialSpec.observed(without).checkLabeled("a conditional VAE"))
            .getMessage());
    ImmutableMap.Builder<Split, int[]> numbers = ImmutableMap.builder();
    without.splits().forEach((split, rows) -> numbers.put(split, new int[rows.count()]));
    Dataset with = without.withLabels(new Labels(4, numbers.buildOrThrow()));
    assertEquals(4, TrialSpec.observed(with).classes());
    TrialSpec.observed(with).checkLabeled("a conditional VAE");
  }

  @Test
  void theBinaryImagesOfASplitDoNotDependOnWhatElseIsEvaluated() {
    Dataset images = levels(FreshDraw.BINARIZATION);
    EvaluationTable one = new EvaluationTable(images, ImmutableSet.of(Split.TEST), 1);
    EvaluationTable two = new EvaluationTable(images, ImmutableSet.of(Split.TRAIN, Split.TEST), 1);
    byte[] all = ((Observations.Bytes) two.observations()).values();
    assertEquals(ROWS, two.firstRow(Split.TEST));
    assertArrayEquals(
        ((Observations.Bytes) one.observations()).values(),
        Arrays.copyOfRange(all, ROWS * LEVELS.length, all.length));
    EvaluationTable otherSeed = new EvaluationTable(images, ImmutableSet.of(Split.TEST), 2);
    assertFalse(
        Arrays.equals(
            ((Observations.Bytes) one.observations()).values(),
            ((Observations.Bytes) otherSeed.observations()).values()));
  }

  @Test
  void greyLevelsThatAreNotDrawnAreNumbersBetweenZeroAndOne() {
    Dataset images = levels(FreshDraw.NOTHING);
    List<Operand<TFloat32>> seen = new ArrayList<>();
    TrialSpec spec =
        Trials.spec(
            images,
            new Watched(Trials.normalVae(), seen),
            Trials.elbo(),
            Trials.adam(),
            Trials.batchesOf(1),
            1);
    try (TrialGraph graph = TrialGraph.build(spec, images);
        TrialSession session = new TrialSession(graph)) {
      for (Operand<TFloat32> node : List.of(seen.get(0), seen.get(1))) {
        float[] row =
            session.evaluate(new int[] {5}, 0, new Time(0, 1), ImmutableList.of(node)).get(0);
        for (int d = 0; d < LEVELS.length; d++) {
          assertEquals(LEVELS[d] / 255.0, row[d], 1e-7); // One rounding.
        }
      }
    }
  }

  @Test
  void realNumbersAreShownAsTheyAre() {
    Dataset numbers = Trials.realNumbers(1.25f, -3e-8f, 7e8f);
    List<Operand<TFloat32>> seen = new ArrayList<>();
    TrialSpec spec =
        Trials.spec(
            numbers,
            new Watched(Trials.normalVae(), seen),
            Trials.elbo(),
            Trials.adam(),
            Trials.batchesOf(1),
            1);
    try (TrialGraph graph = TrialGraph.build(spec, numbers);
        TrialSession session = new TrialSession(graph)) {
      float[] row =
          session.evaluate(new int[] {0}, 0, new Time(0, 1), ImmutableList.of(seen.get(0))).get(0);
      assertArrayEquals(new float[] {1.25f, -3e-8f, 7e8f}, Arrays.copyOf(row, 3));
    }
  }

  /** Its "log-likelihood" is the observation itself, so that an objective can tell which it was. */
  private static final class Transparent implements ModelSpec {
    @Override
    public LikelihoodKind checkFits(ObservedData observed) {
      return LikelihoodKind.DENSITY;
    }

    @Override
    public LatentVariableModel build(ModelScope scope) {
      ParameterStore parameters = scope.parameters();
      Operand<TFloat32> loc = parameters.create("loc", Shape.of(1), new Zeros());
      return new LatentVariableModel(
          1,
          TestPriors.standardNormal(1),
          (tf, z, pass) ->
              new Distribution() {
                @Override
                public int dimension() {
                  return 1;
                }

                @Override
                public Operand<TFloat32> logProb(Ops ops, Operand<TFloat32> value) {
                  return GraphMath.sumEvent(ops, value);
                }
              },
          (tf, x, pass) ->
              new DiagonalNormal(tf.math.add(tf.zerosLike(x), loc), tf.zerosLike(x), 1),
          ClosedFormKls.registry());
    }
  }

  /** Reports the sum of the batch's "log-likelihoods". */
  private static final class SumOfBatch implements BoundObjective {
    @Override
    public int draws() {
      return 1;
    }

    @Override
    public Loss build(Ops tf, BoundTerms terms, ObjectiveScope scope) {
      Operand<TFloat32> surrogate =
          tf.reduceSum(tf.math.square(terms.latents()), tf.array(0, 1, 2));
      return Loss.minimizing(
          surrogate,
          surrogate,
          ImmutableMap.of("sum", tf.reduceSum(terms.logLikelihood(), tf.array(0))));
    }
  }

  @Test
  void anEpochShowsEachExampleAtMostOnceAndLeavesOutOthersEachTime() {
    int examples = 20;
    int batchSize = 6;
    int steps = examples / batchSize;
    float[] powers = new float[examples];
    for (int i = 0; i < examples; i++) {
      powers[i] = 1 << i;
    }
    Observations numbers = new Observations.Floats(powers, examples, 1);
    Dataset dataset =
        Trials.dataset(
            Shape.of(1),
            ValueKind.REAL,
            FreshDraw.NOTHING,
            ImmutableMap.of(Split.TRAIN, numbers, Split.TEST, numbers));
    TrialSpec spec =
        new TrialSpec(
            source -> dataset,
            new Transparent(),
            new SumOfBatch(),
            Trials.adam(),
            new TrainingSpec(batchSize, Optional.of(10), Optional.empty(), Optional.empty(), 10, 1),
            new EvaluationSpec(
                ImmutableList.of(new ActiveUnits(0.01)),
                ImmutableList.of(Split.TEST),
                ImmutableList.of()),
            1);
    Trials.Recorder recorder = new Trials.Recorder();
    Trials.run(spec, dataset, recorder, directory.resolve("checkpoint"));
    long union = 0;
    Set<Long> epochs = new HashSet<>();
    for (TrialListener.Epoch epoch : recorder.epochs) {
      // A sum of 18 powers of two has 18 bits only if all are different.
      long sum = Math.round(epoch.training().get("sum") * steps);
      assertEquals(steps * batchSize, Long.bitCount(sum));
      union |= sum;
      epochs.add(sum);
    }
    assertEquals((1L << examples) - 1, union, "in time every example is used");
    assertTrue(epochs.size() > 5, "the two left out change");
  }
}

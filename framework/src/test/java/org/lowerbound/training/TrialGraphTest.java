package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
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
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.ClosedFormKls;
import org.lowerbound.distribution.DiagonalNormal;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.evaluation.ActiveUnits;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.LatentVariableModel;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.ObservedData;
import org.lowerbound.network.ParameterStore;
import org.lowerbound.network.Zeros;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.schedule.Time;
import org.lowerbound.testing.MonteCarlo;
import org.lowerbound.testing.TestPriors;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What a model is shown in training and in evaluation. */
final class TrialGraphTest {
  private static final int[] LEVELS = {0, 1, 64, 128, 254, 255};
  private static final int ROWS = 1000;

  @TempDir Path directory;

  /** A model that remembers the nodes of the observations it is given: training's come first. */
  private record Watched(ModelSpec model, List<Operand<TFloat32>> observations)
      implements ModelSpec {
    @Override
    public void checkFits(ObservedData observed) {
      model.checkFits(observed);
    }

    @Override
    public LatentVariableModel build(ModelScope scope) {
      LatentVariableModel built = model.build(scope);
      return new LatentVariableModel(
          built.latents(),
          built.prior(),
          built.likelihood(),
          (tf, x, pass) -> {
            observations.add(x);
            return built.posterior().given(tf, x, pass);
          },
          built.closedForms());
    }
  }

  /** Images that all have the same levels. */
  private static Dataset levels(boolean drawn) {
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
    Dataset images = levels(true);
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
    Dataset images = levels(true);
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
      // ELBO, NLL with its remainder, active units, ELBO of the validation split.
      assertEquals(1 + 5, seen.size());
      seen.subList(2, seen.size()).forEach(node -> assertSame(seen.get(1), node));
      ImmutableList<Operand<TFloat32>> evaluated = ImmutableList.of(seen.get(1));
      List<float[]> splits = new ArrayList<>();
      for (Split split : Split.values()) {
        int first = graph.evaluationTable.firstRow(split);
        assertEquals(ROWS, graph.evaluationTable.count(split));
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

  @Test
  void theBinaryImagesOfASplitDoNotDependOnWhatElseIsEvaluated() {
    Dataset images = levels(true);
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
    Dataset images = levels(false);
    List<Operand<TFloat32>> seen = new ArrayList<>();
    TrialSpec spec =
        Trials.spec(
            images,
            new Watched(Trials.normalVae(), seen),
            Trials.elbo(),
            Trials.adam(),
            Trials.epochs(1),
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
            Trials.epochs(1),
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
    public void checkFits(ObservedData observed) {}

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
  private static final class SumOfBatch implements Objective {
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
            false,
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

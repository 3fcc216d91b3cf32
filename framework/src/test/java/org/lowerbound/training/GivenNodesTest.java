package org.lowerbound.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.evaluation.Fed;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.ReadsSplits;
import org.lowerbound.evaluation.SplitRunner;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** What metrics can do besides running nodes on rows: give values, differentiate, read, keep. */
final class GivenNodesTest {
  private static final int D = Trials.DIMENSION;

  @TempDir Path directory;

  /** What a metric does with the nodes of its graph. */
  @FunctionalInterface
  private interface Nodes {
    Estimate measure(Ops tf, EvaluationScope graph, SplitRunner runner, Built built);
  }

  /**
   * The nodes.
   *
   * @param given fed, any shape
   * @param squares the sum of its squares
   * @param gradients of that sum by the given, and by what it does not depend on
   * @param sums of the values of each observation, {@code [B]}
   */
  private record Built(
      Placeholder<TFloat32> given,
      Operand<TFloat32> squares,
      ImmutableList<Operand<TFloat32>> gradients,
      Operand<TFloat32> sums) {
    static Built of(Ops tf, EvaluationScope graph) {
      Placeholder<TFloat32> given = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1)));
      Operand<TFloat32> squares = tf.math.square(given);
      return new Built(
          given,
          squares,
          graph.gradients().of(squares, ImmutableList.of(given, graph.observations())),
          tf.sum(graph.observations(), tf.constant(1)));
    }
  }

  private record Probe(Nodes nodes, ImmutableSet<Split> alsoReads) implements Metric, ReadsSplits {
    @Override
    public ImmutableList<Column> columns() {
      return ImmutableList.of(new Column("probe", "", Better.NEITHER, "What the test looks at"));
    }

    @Override
    public Measurement build(Ops tf, EvaluationScope graph) {
      Built built = Built.of(tf, graph);
      return runner -> ImmutableMap.of("probe", nodes.measure(tf, graph, runner, built));
    }
  }

  /** Runs a trial with the metric on the test split; returns what is kept, by the split's label. */
  private Map<String, ImmutableMap<String, double[]>> run(Nodes nodes, Split... alsoReads) {
    Dataset images = Trials.dynamicImages();
    TrialSpec spec =
        new TrialSpec(
            source -> images,
            Trials.bernoulliVae(),
            Trials.elbo(),
            Trials.adam(),
            Trials.epochs(1),
            new EvaluationSpec(
                ImmutableList.of(new Probe(nodes, ImmutableSet.copyOf(alsoReads))),
                ImmutableList.of(Split.TEST),
                ImmutableList.of()),
            1);
    Map<String, ImmutableMap<String, double[]>> kept = new HashMap<>();
    KnownNumbers known =
        new KnownNumbers() {
          @Override
          public Optional<ImmutableMap<String, Estimate>> get(Split split, int metric) {
            return Optional.empty();
          }

          @Override
          public void put(
              Split split,
              int metric,
              ImmutableMap<String, Estimate> numbers,
              ImmutableMap<String, double[]> perExample) {
            kept.put(split.label(), perExample);
          }
        };
    new Trainer(spec, images, new Trials.Recorder(), Trials.checkpoints(directory), known).run();
    return kept;
  }

  private static Estimate anything() {
    return Estimate.exact(1, 1);
  }

  @Test
  void nodesAreGivenAndDifferentiated() {
    run(
        (tf, graph, runner, built) -> {
          ImmutableList<float[]> values =
              runner.run(
                  new int[] {0, 1},
                  0,
                  ImmutableList.of(new Fed(built.given(), Shape.of(3), new float[] {1, -2, 0.5f})),
                  ImmutableList.of(
                      built.squares(), built.gradients().get(0), built.gradients().get(1)));
          assertArrayEquals(new float[] {1, 4, 0.25f}, values.get(0));
          assertArrayEquals(new float[] {2, -4, 1}, values.get(1));
          assertArrayEquals(new float[2 * D], values.get(2), "the sum does not depend on these");
          return anything();
        });
  }

  @Test
  void observationsOfAnotherDataSetAreScored() {
    run(
        (tf, graph, runner, built) -> {
          float[] ones = new float[3 * D]; // Three, though two rows are named.
          Arrays.fill(ones, 1);
          float[] sums =
              runner
                  .run(
                      new int[] {0, 1},
                      0,
                      ImmutableList.of(new Fed(graph.observations(), Shape.of(3, D), ones)),
                      ImmutableList.of(built.sums()))
                  .get(0);
          assertArrayEquals(new float[] {D, D, D}, sums);
          return anything();
        });
  }

  @Test
  void anotherSplitIsReadIfTheMetricSaysSo() {
    Nodes reading =
        (tf, graph, runner, built) -> {
          SplitRunner train = runner.of(Split.TRAIN);
          assertEquals(Split.TRAIN, train.split());
          assertEquals(graph.dataset().splits().get(Split.TRAIN).count(), train.count());
          assertTrue(
              train.run(new int[] {train.count() - 1}, 0, ImmutableList.of(built.sums())).get(0)[0]
                  >= 0);
          return anything();
        };
    run(reading, Split.TRAIN);
    String refusal = assertThrows(IllegalArgumentException.class, () -> run(reading)).getMessage();
    assertTrue(refusal.contains("the train split is not among those that are evaluated"), refusal);
  }

  @Test
  void whatIsKeptOfEachExampleComesWithTheNumbers() {
    Map<String, ImmutableMap<String, double[]>> kept =
        run(
            (tf, graph, runner, built) -> {
              double[] values = {1, 2};
              runner.keep("score", values);
              runner.of(Split.TRAIN).keep("train-score", new double[] {3});
              values[0] = 7; // A copy is kept.
              assertThrows(
                  IllegalArgumentException.class, () -> runner.keep("score", new double[1]));
              return anything();
            },
            Split.TRAIN);
    assertEquals(ImmutableSet.of("test"), kept.keySet());
    assertEquals(ImmutableSet.of("score", "train-score"), kept.get("test").keySet());
    assertArrayEquals(new double[] {1, 2}, kept.get("test").get("score"));
  }

  @Test
  void valuesMustFillTheirShape() {
    run(
        (tf, graph, runner, built) -> {
          assertThrows(
              IllegalArgumentException.class,
              () -> new Fed(built.given(), Shape.of(2), new float[3]));
          return anything();
        });
  }
}

package org.lowerbound.training;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.ElboMetric;
import org.lowerbound.evaluation.EvaluationGraph;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.model.LatentVariableModel;
import org.lowerbound.objective.Loss;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.random.StatelessNoise;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * The whole graph of a trial: data, model, loss, update, metrics. Building it runs nothing, so it
 * is also the last check of a configuration.
 */
final class TrialGraph implements AutoCloseable {
  private final Graph graph;
  private final Ops tf;

  /** Row numbers, {@code [B]}, of the training split in training and of the table in evaluation. */
  final Placeholder<TInt32> rows;

  /** The step in training, the number of the draw in evaluation: the second key of all noise. */
  final Placeholder<TInt64> step;

  final Variables variables;
  final StepScalars scalars;
  final EvaluationTable evaluationTable;
  final ImmutableList<ObservationTable<?>> tables;

  /** What a step reports: the bound, then the objective's own metrics. */
  final ImmutableMap<String, Operand<TFloat32>> reported;

  final Op update;
  final ImmutableList<Measurement> measurements;
  final Optional<Measurement> validation;

  /**
   * Builds the graph.
   *
   * @throws IllegalArgumentException if the parts do not go together; the message says why
   */
  static TrialGraph build(TrialSpec spec, Dataset dataset) {
    Graph graph = new Graph();
    try {
      return new TrialGraph(graph, spec, dataset);
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  private TrialGraph(Graph graph, TrialSpec spec, Dataset dataset) {
    this.graph = graph;
    this.tf = Ops.create(graph);
    this.rows = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    this.step = tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    this.scalars = new StepScalars(tf);
    this.variables = new Variables(tf, spec.seed());
    LatentVariableModel model = spec.model().build(variables, TrialSpec.observed(dataset));

    Observations train = dataset.splits().get(Split.TRAIN);
    ObservationTable<?> training =
        ObservationTable.create(
            tf, Shape.of(train.count(), train.dimension()), dataset.kind(), () -> train);
    Operand<TFloat32> batch = tf.stopGradient(batch(training, dataset, spec.seed()));
    Loss loss =
        spec.objective()
            .build(
                tf,
                model.terms(tf, batch, noise(spec.seed(), "noise"), spec.objective().samples()),
                scalars);
    this.reported =
        ImmutableMap.<String, Operand<TFloat32>>builder()
            .put("bound", loss.bound())
            .putAll(loss.metrics())
            .buildOrThrow();
    this.update =
        Descent.build(
            graph,
            tf,
            loss.surrogate(),
            variables,
            spec.optimizer(),
            spec.training().clipNorm(),
            scalars);

    boolean validates =
        spec.training().validateEvery() > 0 && dataset.splits().containsKey(Split.VALIDATION);
    ImmutableSet.Builder<Split> evaluated = ImmutableSet.builder();
    evaluated.addAll(spec.evaluation().splits());
    if (validates) {
      evaluated.add(Split.VALIDATION);
    }
    this.evaluationTable = new EvaluationTable(dataset, evaluated.build(), spec.seed());
    ObservationTable<?> table =
        ObservationTable.create(
            tf, evaluationTable.shape(), dataset.observedKind(), evaluationTable::observations);
    this.tables = ImmutableList.of(training, table);
    EvaluationGraph evaluation =
        new EvaluationGraph(
            model,
            table.observed(tf, rows),
            stream -> noise(spec.seed(), "evaluation/" + stream),
            dataset);
    this.measurements =
        spec.evaluation().metrics().stream()
            .map(metric -> metric.build(tf, evaluation))
            .collect(ImmutableList.toImmutableList());
    this.validation =
        validates ? Optional.of(new ElboMetric(1).build(tf, evaluation)) : Optional.empty();
  }

  /** Returns the observations of one step, {@code [B, D]}. */
  private Operand<TFloat32> batch(ObservationTable<?> table, Dataset dataset, long seed) {
    if (!dataset.drawnAtEachUse()) {
      return table.observed(tf, rows);
    }
    // x = 1 with probability level / 255: level 0 never, level 255 always.
    Operand<TFloat32> levels = table.stored(tf, rows);
    Operand<TFloat32> uniform = noise(seed, "binarization").uniform(tf, tf.shape(levels));
    return tf.dtypes.cast(
        tf.math.less(tf.math.mul(uniform, tf.constant(255f)), levels), TFloat32.class);
  }

  private NoiseSource noise(long seed, String stream) {
    return new StatelessNoise(seed, stream, step);
  }

  Graph graph() {
    return graph;
  }

  @Override
  public void close() {
    graph.close();
  }
}

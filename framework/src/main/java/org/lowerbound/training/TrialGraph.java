package org.lowerbound.training;

import com.google.common.collect.ImmutableList;
import java.util.Map;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetSpec;
import org.lowerbound.evaluation.MetricColumns;
import org.lowerbound.spec.PlacedException;
import org.tensorflow.Graph;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TInt32;

/**
 * The whole graph of a trial: the model's part, the training's and the evaluation's. Building it
 * runs nothing, so it is also the last check of a configuration.
 *
 * @param model the model and its parameters
 * @param rows row numbers, {@code [B]}: of the training split in training, of the table of all
 *     evaluated splits in evaluation
 * @param training what steps run
 * @param evaluation what metrics and figures run
 * @param watch what the training makes of its looks at the validation split
 */
record TrialGraph(
    ModelGraph model,
    Placeholder<TInt32> rows,
    TrainingGraph training,
    EvaluationGraph evaluation,
    Watch watch)
    implements AutoCloseable {
  /**
   * Builds the graph.
   *
   * @throws IllegalArgumentException if the parts do not go together; the message says why
   */
  static TrialGraph build(TrialSpec spec, Dataset dataset) {
    return build(spec, dataset, spec.metricColumns(dataset), Map.of());
  }

  /**
   * Builds the graph of a trial of which it is known what its numbers mean.
   *
   * @param beside the data sets that its metrics read besides the trial's
   */
  static TrialGraph build(
      TrialSpec spec,
      Dataset dataset,
      MetricColumns metricColumns,
      Map<DatasetSpec, Dataset> beside) {
    ModelGraph model = ModelGraph.build(spec.model(), TrialSpec.observed(dataset), spec.seed());
    try {
      Placeholder<TInt32> rows =
          model.tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
      TrainingGraph training = new TrainingGraph(model, rows, spec, dataset);
      EvaluationGraph evaluation =
          new EvaluationGraph(model, rows, spec, dataset, metricColumns, beside);
      Watch watch =
          PlacedException.in(
              "training", () -> Watch.of(spec, dataset, model.scalars, evaluation.validation));
      return new TrialGraph(model, rows, training, evaluation, watch);
    } catch (RuntimeException | Error e) {
      model.close();
      throw e;
    }
  }

  /** Returns the data that the graph holds. */
  ImmutableList<GraphTable> tables() {
    return ImmutableList.<GraphTable>builder()
        .addAll(training.tables)
        .addAll(evaluation.tables)
        .build();
  }

  Graph graph() {
    return model.graph;
  }

  @Override
  public void close() {
    model.close();
  }
}

package org.lowerbound.training;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetSpec;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Drawing;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.MetricColumns;
import org.lowerbound.network.Pass;
import org.lowerbound.objective.Batch;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.random.NoiseStreams;
import org.lowerbound.spec.NothingBuiltException;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** What is measured and drawn: the evaluated splits, the metrics, the figures, the validation. */
final class EvaluationGraph {
  final EvaluationTable table;
  final ImmutableList<GraphTable> tables;

  /** What is evaluated, among them. */
  final ObservationTable observations;

  final ImmutableList<Measurement> measurements;
  final ImmutableList<Drawing> drawings;
  final Optional<Validation> validation;
  final Optional<UnitKls> unitKls;

  /**
   * Adds the nodes.
   *
   * @param rows row numbers of the table of all evaluated splits, {@code [B]}
   * @param metricColumns what the numbers mean
   * @param beside the data sets that are read besides the trial's
   * @throws IllegalArgumentException if a metric or a figure does not go with the model or the
   *     data; the message says why
   */
  EvaluationGraph(
      ModelGraph model,
      Placeholder<TInt32> rows,
      TrialSpec spec,
      Dataset dataset,
      MetricColumns metricColumns,
      Map<DatasetSpec, Dataset> beside) {
    Ops tf = model.tf;
    boolean validates =
        spec.training().validateEvery() > 0 && dataset.splits().containsKey(Split.VALIDATION);
    ImmutableSet.Builder<Split> evaluated = ImmutableSet.builder();
    evaluated.addAll(spec.evaluation().splits());
    evaluated.addAll(spec.evaluation().alsoReads());
    if (validates) {
      evaluated.add(Split.VALIDATION);
    }
    this.table = new EvaluationTable(dataset, evaluated.build(), spec.seed());
    this.observations =
        ObservationTable.create(
            tf, table.shape(), dataset.observedKind(), table.isMapped(), table::observations);
    ImmutableList.Builder<GraphTable> filled = ImmutableList.builder();
    filled.add(observations);
    Pass pass =
        LabelTable.inPass(
            Pass.evaluation(),
            tf,
            dataset,
            rows,
            (int) table.shape().get(0),
            table::labels,
            filled);
    this.tables = filled.build();
    EvaluationScope scope =
        scope(model, spec, dataset, observations.observed(tf, rows), pass, beside);
    this.measurements =
        spec.evaluation()
            .eachMetric(
                metric ->
                    metricColumns.measurement(
                        metric, NothingBuiltException.check(metric, metric.build(tf, scope))));
    this.drawings =
        spec.evaluation()
            .eachFigure(
                figure ->
                    NothingBuiltException.check(figure, figure.build(tf, scope.forFigures())));
    this.validation =
        Watched.of(model.model)
            .filter(metric -> validates)
            .map(
                metric ->
                    Validation.of(
                        metric,
                        metricColumns,
                        metric.build(tf, scope.withNoisePrefix("validation."))));
    this.unitKls =
        validates ? UnitKls.of(tf, scope.withNoisePrefix("validation.")) : Optional.empty();
  }

  private static EvaluationScope scope(
      ModelGraph model,
      TrialSpec spec,
      Dataset dataset,
      Operand<TFloat32> observations,
      Pass pass,
      Map<DatasetSpec, Dataset> beside) {
    int examples = dataset.splits().get(Split.TRAIN).count();
    Function<String, NoiseSource> noise =
        new NoiseStreams("two metrics draw from", name -> model.noise("evaluation/" + name));
    Batch batch =
        new Batch(
            observations,
            spec.training().batchSize(),
            model.observed.shape(),
            model.noise("noise"),
            pass);
    return new EvaluationScope(
        model.model,
        observations,
        pass,
        noise,
        dataset,
        spec.objective(),
        new ObjectiveProbe(model, batch, examples, spec.training().end(examples), noise),
        new TrialClassifiers(model, spec, dataset, observations),
        beside::get,
        new FlowsBesideTrial());
  }
}

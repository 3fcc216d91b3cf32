package org.lowerbound.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.distribution.Point;
import org.lowerbound.evaluation.ElboMetric;
import org.lowerbound.evaluation.EvaluationGraph;
import org.lowerbound.evaluation.Interpretation;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.ReconstructionError;
import org.lowerbound.evaluation.figure.Drawing;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.LatentVariableModel;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ObservedData;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.ParameterStore;
import org.lowerbound.network.Pass;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.objective.bound.KlEstimator;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.random.StatelessNoise;
import org.lowerbound.spec.NothingBuiltException;
import org.lowerbound.spec.PlacedException;
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
 * The whole graph of a trial: data, model, loss, update, metrics, figures. Building it runs
 * nothing, so it is also the last check of a configuration.
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

  /** Those among the scalars that the model depends on, in evaluation, too: the first ones. */
  final ImmutableList<StepScalars.Scalar> modelScalars;

  final EvaluationTable evaluationTable;
  final ImmutableList<GraphTable> tables;

  /** What a step reports: the bound, then the objective's own metrics. */
  final ImmutableMap<String, Operand<TFloat32>> reported;

  final Loss loss;

  /** The update of each of the loss's turns. */
  final ImmutableList<Op> updates;

  /** What must be finite for a step of each turn to be made. */
  final ImmutableList<ImmutableList<Updates.Check>> checks;

  final ImmutableList<Measurement> measurements;
  final ImmutableList<Drawing> drawings;
  final Optional<Measurement> validation;

  /**
   * Builds the graph.
   *
   * @throws IllegalArgumentException if the parts do not go together; the message says why
   */
  static TrialGraph build(TrialSpec spec, Dataset dataset) {
    return build(spec, dataset, spec.interpretation(dataset));
  }

  /** Builds the graph of a trial of which it is known what its numbers mean. */
  static TrialGraph build(TrialSpec spec, Dataset dataset, Interpretation interpretation) {
    Graph graph = TensorFlowRuntime.newGraph();
    try {
      return new TrialGraph(graph, spec, dataset, interpretation);
    } catch (RuntimeException | Error e) {
      graph.close();
      throw e;
    }
  }

  private TrialGraph(Graph graph, TrialSpec spec, Dataset dataset, Interpretation interpretation) {
    this.graph = graph;
    this.tf = Ops.create(graph);
    this.rows = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    this.step = tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    this.scalars = new StepScalars(tf);
    this.variables = new Variables(tf, spec.seed());
    States states = new States(variables);
    ObservedData observed = TrialSpec.observed(dataset);
    ParameterStore parameters = variables.in(ParameterGroup.DECODER, states);
    LatentVariableModel model =
        PlacedException.in(
            "model",
            () ->
                NothingBuiltException.check(
                    spec.model(),
                    spec.model().build(new ModelScope(parameters, scalars, observed))));
    this.modelScalars = scalars.all();

    Observations train = dataset.splits().get(Split.TRAIN);
    ObservationTable<?> training =
        ObservationTable.create(
            tf, Shape.of(train.count(), train.dimension()), dataset.kind(), () -> train);
    ImmutableList.Builder<GraphTable> filled = ImmutableList.builder();
    filled.add(training);
    // A batch has a known size, from which TensorFlow finds most shapes of a step once and for all.
    Operand<TInt32> batchRows = tf.ensureShape(rows, Shape.of(spec.training().batchSize()));
    Operand<TFloat32> batch =
        tf.stopGradient(
            TrainingBatch.of(
                tf, dataset.freshDraw(), training, batchRows, name -> noise(spec.seed(), name)));
    Pass trained =
        labelled(
            Pass.training(noise(spec.seed(), "network")),
            dataset,
            batchRows,
            train.count(),
            labels -> labels.numbers().get(Split.TRAIN),
            filled);
    BoundTerms terms =
        PlacedException.in(
            "model",
            () ->
                model.terms(
                    tf, batch, noise(spec.seed(), "noise"), spec.objective().draws(), trained));
    checkArgument(
        !trained.ignoresLabels(),
        "the data set %s gives labels, but nothing in the model looks at them; the prior"
            + " \"conditional\" does, and without \"labels\" the model is the same",
        dataset.name());
    ObjectiveScope scope =
        new ObjectiveScope(
            batch,
            observed.shape(),
            spec.training().batchSize(),
            train.count(),
            model.latents(),
            scalars,
            parameters.in(ParameterGroup.OBJECTIVE),
            states.prefixed("objective."),
            variables::squaredNorm,
            noise(spec.seed(), "objective"));
    this.loss =
        PlacedException.in(
            "objective",
            () ->
                NothingBuiltException.check(
                    spec.objective(), spec.objective().build(tf, terms, scope)));
    this.reported = loss.reported();
    Updates steps =
        new Updates(
            graph,
            tf,
            loss,
            reported,
            variables,
            states,
            spec.optimizer(),
            spec.training().clipNorm(),
            scalars);
    this.updates = PlacedException.in("objective", steps::build);
    this.checks = steps.checks();

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
    filled.add(table);
    Pass pass =
        labelled(
            Pass.evaluation(),
            dataset,
            rows,
            (int) evaluationTable.shape().get(0),
            evaluationTable::labels,
            filled);
    this.tables = filled.build();
    EvaluationGraph evaluation =
        evaluationGraph(spec, dataset, model, observed, table.observed(tf, rows), pass);
    this.measurements =
        spec.evaluation()
            .eachMetric(
                metric ->
                    interpretation.measurement(
                        metric, NothingBuiltException.check(metric, metric.build(tf, evaluation))));
    this.drawings =
        spec.evaluation()
            .eachFigure(
                figure ->
                    NothingBuiltException.check(
                        figure, figure.build(tf, evaluation.withNoisePrefix("figure."))));
    Metric watched =
        terms.posterior() instanceof Point
            ? new ReconstructionError()
            : new ElboMetric(1, KlEstimator.bestFor(tf, terms));
    this.validation =
        validates
            ? Optional.of(
                interpretation.measurement(
                    watched, watched.build(tf, evaluation.withNoisePrefix("validation."))))
            : Optional.empty();
  }

  private EvaluationGraph evaluationGraph(
      TrialSpec spec,
      Dataset dataset,
      LatentVariableModel model,
      ObservedData observed,
      Operand<TFloat32> observations,
      Pass pass) {
    int examples = dataset.splits().get(Split.TRAIN).count();
    Function<String, NoiseSource> noise = evaluationNoise(spec.seed());
    return new EvaluationGraph(
        model,
        observations,
        pass,
        noise,
        dataset,
        spec.objective(),
        new ObjectiveProbe(
            tf,
            model,
            observations,
            pass,
            observed,
            spec.training().batchSize(),
            examples,
            spec.training().end(examples),
            noise,
            new Gradients(graph, variables.parameters()),
            variables::squaredNorm));
  }

  /**
   * Returns a pass with the labels of the rows that are run, if the data has labels.
   *
   * @param rows the numbers of the rows that are run
   * @param count the number of rows of the table
   * @param ofTable chooses the table's labels among those of the data
   * @param filled where a table of labels is added
   */
  private Pass labelled(
      Pass pass,
      Dataset dataset,
      Operand<TInt32> rows,
      int count,
      Function<Labels, int[]> ofTable,
      ImmutableList.Builder<GraphTable> filled) {
    if (dataset.labels().isEmpty()) {
      return pass;
    }
    Labels labels = dataset.labels().get();
    LabelTable table = new LabelTable(tf, count, labels.classes(), () -> ofTable.apply(labels));
    filled.add(table);
    return pass.withLabels(table.oneHot(tf, rows));
  }

  /** Returns the streams of evaluation; a name that comes twice would give the same draws twice. */
  private Function<String, NoiseSource> evaluationNoise(long seed) {
    Set<String> names = new HashSet<>();
    return name -> {
      checkArgument(names.add(name), "two metrics draw from the noise stream %s", name);
      return noise(seed, "evaluation/" + name);
    };
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

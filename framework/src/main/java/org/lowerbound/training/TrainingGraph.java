package org.lowerbound.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.Pass;
import org.lowerbound.objective.Average;
import org.lowerbound.objective.Batch;
import org.lowerbound.objective.LabeledExamples;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.spec.NothingBuiltException;
import org.lowerbound.spec.PlacedException;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** What the steps of a training run: the training split, the loss, the updates. */
final class TrainingGraph {
  final ImmutableList<GraphTable> tables;

  /** What steps are made of, among them. */
  final ObservationTable observations;

  final Loss loss;

  /** What a step reports: the bound, then the objective's own metrics. */
  final ImmutableMap<String, Operand<TFloat32>> reported;

  /** The update of each of the loss's turns. */
  final ImmutableList<Op> updates;

  /** What must be finite for a step of each turn to be made. */
  final ImmutableList<ImmutableList<Updates.Check>> checks;

  /**
   * Adds the nodes.
   *
   * @param rows row numbers of the training split, {@code [B]}
   * @throws IllegalArgumentException if the parts do not go together; the message says why
   */
  TrainingGraph(ModelGraph model, Placeholder<TInt32> rows, TrialSpec spec, Dataset dataset) {
    Ops tf = model.tf;
    Observations train = dataset.splits().get(Split.TRAIN);
    this.observations =
        ObservationTable.create(
            tf,
            Shape.of(train.count(), train.dimension()),
            dataset.kind(),
            train instanceof Observations.Mapped,
            () -> train);
    ImmutableList.Builder<GraphTable> filled = ImmutableList.builder();
    filled.add(observations);
    // A batch has a known size, from which TensorFlow finds most shapes of a step once and for all.
    Operand<TInt32> batchRows = tf.ensureShape(rows, Shape.of(spec.training().batchSize()));
    Pass pass =
        LabelTable.inPass(
            Pass.training(model.noise("network")),
            tf,
            dataset,
            batchRows,
            train.count(),
            labels -> labels.numbers().get(Split.TRAIN),
            filled);
    Batch batch =
        new Batch(
            tf.stopGradient(
                TrainingBatch.of(tf, dataset.freshDraw(), observations, batchRows, model::noise)),
            spec.training().batchSize(),
            model.observed.shape(),
            model.noise("noise"),
            pass);
    LabeledExamples labeled =
        dataset
            .labels()
            .<LabeledExamples>map(
                labels ->
                    LabeledRows.of(
                        labels.numbers().get(Split.TRAIN),
                        (known, size) ->
                            labeled(
                                model, dataset, observations, labels, batch, known, size, filled)))
            .orElse(LabeledExamples.NONE);
    ObjectiveScope scope =
        new ObjectiveScope(
            batch,
            train.count(),
            model.scalars,
            model.variables.in(ParameterGroup.OBJECTIVE, model.states.prefixed("objective.")),
            model.variables::squaredNorm,
            model.noise("objective"),
            name -> model.noise("objective/" + name),
            labeled);
    Loss ofObjective =
        PlacedException.in(
            "objective",
            () ->
                NothingBuiltException.check(
                    spec.objective(), spec.objective().build(tf, model.model, scope)));
    this.tables = filled.build();
    checkArgument(
        !pass.ignoresLabels() || spec.evaluation().readsLabels(),
        "the data set %s gives labels, but neither the model nor the objective nor a metric looks"
            + " at them; %swithout \"labels\" the model is the same",
        dataset.name(),
        pass.knowsEveryLabel() ? "the prior \"conditional\" does, and " : "");
    PlacedException.in(
        "training",
        () -> {
          long total = spec.training().totalSteps(train.count());
          ofObjective.order().checkLength(spec.training().stepsPerEpoch(train.count()), total);
          return total;
        });
    this.loss =
        spec.training()
            .average()
            .map(decay -> ofObjective.withMove(new Average(decay)))
            .orElse(ofObjective);
    this.reported = loss.reported();
    Updates steps = new Updates(model, loss, spec.optimizer(), spec.training().clipNorm());
    this.updates = PlacedException.in("objective", steps::build);
    this.checks = steps.checks();
  }

  /** Returns a batch of rows with the label of each, like the step's own. */
  private static Batch labeled(
      ModelGraph model,
      Dataset dataset,
      ObservationTable table,
      Labels labels,
      Batch like,
      Operand<TInt32> rows,
      int size,
      ImmutableList.Builder<GraphTable> filled) {
    checkArgument(
        table instanceof KeptTable,
        "%s is too large to be kept in memory, but the objective draws examples whose label is"
            + " known from there; with a larger heap (java -Xmx) it is kept there",
        dataset.name());
    Ops tf = model.tf;
    int[] ofTrain = labels.numbers().get(Split.TRAIN);
    LabelTable known = new LabelTable(tf, ofTrain.length, labels.classes(), () -> ofTrain);
    filled.add(known);
    return new Batch(
        tf.stopGradient(
            TrainingBatch.of(
                tf, dataset.freshDraw(), table, rows, name -> model.noise("labeled/" + name))),
        size,
        like.observation(),
        model.noise("labeled/noise"),
        like.pass().withLabels(known.oneHot(tf, rows)));
  }
}

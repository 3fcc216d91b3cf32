package org.lowerbound.training;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetSpec;
import org.lowerbound.data.Labels;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.evaluation.MetricColumns;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.ObservedData;
import org.lowerbound.objective.Objective;
import org.lowerbound.optimizer.Optimizer;
import org.lowerbound.spec.Default;

/**
 * One training and its evaluation: all that decides the numbers, but for the bytes of the data.
 *
 * @param dataset the observations
 * @param model what is fitted
 * @param objective what is maximised
 * @param optimizer how
 * @param training how long
 * @param evaluation what is measured at the end
 * @param seed the seed of first values, order, binarisation and noise
 * @param init another trial whose parameters the training starts from; none by default
 */
public record TrialSpec(
    DatasetSpec dataset,
    ModelSpec model,
    Objective objective,
    @Default("\"adam\"") Optimizer optimizer,
    TrainingSpec training,
    @Default("{}") EvaluationSpec evaluation,
    @Default("1") long seed,
    Optional<InitSpec> init) {
  /** Makes a trial that starts from first values of its own. */
  public TrialSpec(
      DatasetSpec dataset,
      ModelSpec model,
      Objective objective,
      Optimizer optimizer,
      TrainingSpec training,
      EvaluationSpec evaluation,
      long seed) {
    this(dataset, model, objective, optimizer, training, evaluation, seed, Optional.empty());
  }

  /** Returns the same on other data. */
  public TrialSpec withDataset(DatasetSpec other) {
    return new TrialSpec(other, model, objective, optimizer, training, evaluation, seed, init);
  }

  /**
   * Checks that the model is one for a data set, and returns what its numbers there mean.
   *
   * @throws IllegalArgumentException if it is not; the message says what would work
   */
  public MetricColumns metricColumns(Dataset data) {
    ObservedData observed = observed(data);
    return MetricColumns.of(
        model.checkFits(observed), data.observedKind(), model.likelihoodDimension(observed));
  }

  /**
   * Checks that what does not learn has learnt before.
   *
   * @throws IllegalArgumentException if it has not; the message says what would work
   */
  void checkStart() {
    model
        .learntBefore()
        .ifPresent(
            part ->
                checkArgument(
                    init.isPresent(),
                    "%s does not learn, and without \"init\" it would stay at random first"
                        + " values; \"init\": {\"case\": …} names the trial that has trained it",
                    part));
  }

  /** Returns what the model is told about a data set. */
  public static ObservedData observed(Dataset dataset) {
    return new ObservedData(
        dataset.observationShape(),
        dataset.observedKind(),
        dataset.trainMean(),
        dataset.labels().map(Labels::classes).orElse(0),
        dataset.standardization());
  }
}

package org.lowerbound.experiment.execution;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.evaluation.MetricColumns;
import org.lowerbound.experiment.definition.StandardTypes;
import org.lowerbound.experiment.result.Circumstances;
import org.lowerbound.experiment.result.Execution;
import org.lowerbound.experiment.result.Measured;
import org.lowerbound.experiment.result.Provenance;
import org.lowerbound.experiment.result.Timing;
import org.lowerbound.experiment.result.Training;
import org.lowerbound.experiment.result.TrialResult;
import org.lowerbound.experiment.result.TrialStatus;
import org.lowerbound.experiment.sweep.SweepFile;

/**
 * Folders of finished trials without the trainings: what a large sweep leaves behind, made in
 * seconds.
 */
final class FinishedTrials {
  private FinishedTrials() {}

  /** Writes the results of a sweep, for measurements by hand: {@code SWEEP OUT [DATA]}. */
  public static void main(String[] args) {
    SweepPlan plan =
        SweepPlan.of(
            SweepFile.read(Path.of(args[0])),
            StandardTypes.withPlugins(),
            new DataSource(
                Optional.of(args).filter(a -> a.length > 2).map(a -> Path.of(a[2])),
                Path.of("unused")));
    plan.check();
    write(plan, Path.of(args[1]));
  }

  /** Writes a result of each trial of a plan that is checked; its numbers are its index. */
  static void write(SweepPlan plan, Path out) {
    for (PlannedTrial trial : plan.trials()) {
      Path sweep = out.resolve(plan.sweep().name());
      TrialFolder folder = new TrialFolder(sweep, trial.id());
      folder.open(trial.resolved().config());
      folder.write(result(plan, trial));
    }
  }

  private static TrialResult result(SweepPlan plan, PlannedTrial trial) {
    Dataset dataset = plan.datasets().get(trial.spec().dataset());
    MetricColumns meaning = plan.metricColumns(trial);
    EvaluationSpec evaluation = trial.spec().evaluation();
    int index = trial.resolved().trial().index();
    ImmutableMap.Builder<String, Estimate> metrics = ImmutableMap.builder();
    ImmutableList.Builder<Measured> measured = ImmutableList.builder();
    for (Split split : evaluation.splits()) {
      for (int i = 0; i < evaluation.metrics().size(); i++) {
        ImmutableMap.Builder<String, Estimate> numbers = ImmutableMap.builder();
        meaning
            .columns(evaluation.metrics().get(i))
            .forEach(
                column ->
                    numbers.put(
                        EvaluationSpec.qualified(split, column.name()), Estimate.exact(index, 10)));
        metrics.putAll(numbers.buildOrThrow());
        measured.add(
            new Measured(trial.identity().numbers(split, i), "commit", numbers.buildOrThrow()));
      }
    }
    long steps = trial.spec().training().totalSteps(dataset.splits().get(Split.TRAIN).count());
    return new TrialResult(
        trial.id(),
        TrialStatus.COMPLETED,
        Optional.empty(),
        metrics.buildOrThrow(),
        Optional.of(
            new Training(
                trial.identity().course(),
                trial.identity().family(),
                steps,
                0,
                1,
                "commit",
                Optional.empty(),
                trial.identity().figures(),
                Optional.empty())),
        measured.build(),
        Provenance.here(
            "2.18.0",
            new Provenance.DatasetId(dataset.name(), dataset.fingerprint()),
            Optional.of(meaning.measure()),
            trial.plugins(),
            trial.configHash(),
            Instant.EPOCH,
            Optional.empty(),
            new Circumstances(
                trial.spec().seed(),
                Execution.here(1, ImmutableMap.of()),
                Optional.empty(),
                Optional.empty())),
        new Timing(1 + index % 7, 1 + index % 7, steps, 1, 0, 0));
  }
}

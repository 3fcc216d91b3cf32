package org.lowerbound.experiment.execution;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetSpec;
import org.lowerbound.data.source.DataException;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.result.TableTrial;
import org.lowerbound.experiment.result.TrialResult;
import org.lowerbound.experiment.result.TrialStatus;

/** The results of a sweep's trials, each file read once and only those taken that are right. */
final class Results {
  private final Path folder;
  private final SweepPlan plan;
  private final Map<String, Found> byId = new ConcurrentHashMap<>();

  /**
   * Looks for nothing yet.
   *
   * @param folder the sweep's
   */
  Results(Path folder, SweepPlan plan) {
    this.folder = folder;
    this.plan = plan;
  }

  /**
   * What is in a trial's folder.
   *
   * @param result the trial's result
   * @param objection why a result that is there is not taken
   * @param givenUp whether a failure of the trial is its last word
   */
  private record Found(Optional<TrialResult> result, Optional<String> objection, boolean givenUp) {}

  /** Returns the folder of a trial. */
  TrialFolder folderOf(PlannedTrial trial) {
    return folderOf(trial.id());
  }

  /** Returns the folder of the trial with an id. */
  TrialFolder folderOf(String id) {
    return new TrialFolder(folder, id);
  }

  /** Returns the result of a trial, if it has one that is its own. */
  Optional<TrialResult> of(PlannedTrial trial) {
    return found(trial).result();
  }

  /** Returns why the result in a trial's folder is not taken, if there is one that is not. */
  Optional<String> objection(PlannedTrial trial) {
    return found(trial).objection();
  }

  /**
   * Returns whether a trial need not run: it completed, or it has taken its process down too often.
   */
  boolean finished(PlannedTrial trial) {
    Found found = found(trial);
    return found
        .result()
        .filter(r -> r.status() == TrialStatus.COMPLETED || found.givenUp())
        .isPresent();
  }

  private Found found(PlannedTrial trial) {
    return byId.computeIfAbsent(trial.id(), id -> read(trial));
  }

  private Found read(PlannedTrial trial) {
    TrialFolder trialFolder = folderOf(trial);
    Optional<TrialResult> there;
    try {
      there = trialFolder.readResult();
    } catch (ResultException e) {
      return new Found(Optional.empty(), Optional.of("cannot be used: " + e.getMessage()), false);
    }
    if (there.isEmpty()) {
      return new Found(there, Optional.empty(), false);
    }
    if (there.get().status() == TrialStatus.FAILED) { // Perhaps before its data could be read.
      boolean own = there.get().id().equals(trial.id());
      return new Found(there.filter(r -> own), Optional.empty(), trialFolder.marker().givenUp());
    }
    Optional<String> objection;
    try {
      objection = objection(trial, there.get());
    } catch (DataException e) {
      return new Found(there, Optional.empty(), false); // Said by the check of the plan.
    }
    return new Found(there.filter(r -> objection.isEmpty()), objection, false);
  }

  private Optional<String> objection(PlannedTrial trial, TrialResult result) {
    DatasetSpec data = trial.spec().dataset();
    return plan.isChecked(trial)
        ? ResultCheck.objection(trial, plan.datasets().get(data).fingerprint(), result)
        : ResultCheck.objectionWithoutOrigins(
            trial, plan.datasets().ifLoaded(data).map(Dataset::fingerprint), result);
  }

  /** Takes the result of a trial that this process has run. */
  void put(PlannedTrial trial, TrialResult result) {
    byId.put(trial.id(), new Found(Optional.of(result), Optional.empty(), false));
  }

  /** Looks again at a trial that another process may have run. */
  void refresh(PlannedTrial trial) {
    byId.remove(trial.id());
  }

  /** Returns all trials with what they gave so far. */
  ImmutableList<TableTrial> forTable() {
    return plan.trials().stream()
        .map(trial -> new TableTrial(trial.id(), trial.resolved().trial().overrides(), of(trial)))
        .collect(toImmutableList());
  }
}

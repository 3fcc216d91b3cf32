package org.lowerbound.experiment.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.lowerbound.experiment.execution.SweepOrigins.Need;
import org.lowerbound.experiment.result.RunCommand;
import org.lowerbound.experiment.watch.WatchedTrial;
import org.lowerbound.model.LikelihoodKind;

/** A trial that is to run now, with all that its run depends on, wherever that is. */
public final class TrialRequest {
  private final PlannedTrial trial;
  private final ImmutableMap<Need, JsonNode> origins;
  private final Path sweepFolder;
  private final boolean fresh;
  private final Optional<String> objection;
  private final Optional<LikelihoodKind> measure;
  private final Trainings trainings;
  private final Settings settings;

  /**
   * What the requests of a sweep have in common.
   *
   * @param jobs how many trials run side by side, for their provenance
   * @param command the command that runs them; empty if a program does
   * @param tracedStep which step of each trial is traced, if any
   */
  record Settings(int jobs, Optional<RunCommand> command, OptionalLong tracedStep) {}

  /**
   * Makes a request.
   *
   * @param origins the resolved configs of the trials of the sweep that the trial needs
   * @param sweepFolder the folder of the sweep's results
   * @param fresh whether nothing that is there already is used
   * @param objection why the result that is there is not the trial's
   * @param measure what the exponential of the trial's log-likelihoods is
   * @param trainings the trainings that are finished, at least those of the trial's family
   */
  TrialRequest(
      PlannedTrial trial,
      ImmutableMap<Need, JsonNode> origins,
      Path sweepFolder,
      boolean fresh,
      Optional<String> objection,
      Optional<LikelihoodKind> measure,
      Trainings trainings,
      Settings settings) {
    this.trial = trial;
    this.origins = origins;
    this.sweepFolder = sweepFolder;
    this.fresh = fresh;
    this.objection = objection;
    this.measure = measure;
    this.trainings = trainings;
    this.settings = settings;
  }

  /** Returns the trial. */
  public PlannedTrial trial() {
    return trial;
  }

  /** Returns the trial as watchers know it, if it starts now. */
  public WatchedTrial watched(Instant startedAt) {
    return trial.watched(folder().path(), startedAt, fresh || objection.isPresent());
  }

  ImmutableMap<Need, JsonNode> origins() {
    return origins;
  }

  Path sweepFolder() {
    return sweepFolder;
  }

  TrialFolder folder() {
    return folderOf(trial.id());
  }

  /** Returns the folder of another trial of the sweep. */
  TrialFolder folderOf(String id) {
    return new TrialFolder(sweepFolder, id);
  }

  boolean fresh() {
    return fresh;
  }

  Optional<String> objection() {
    return objection;
  }

  Optional<LikelihoodKind> measure() {
    return measure;
  }

  Trainings trainings() {
    return trainings;
  }

  Settings settings() {
    return settings;
  }
}

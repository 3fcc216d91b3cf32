package org.lowerbound.experiment.execution;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.lowerbound.evaluation.EvaluationSpec;

/**
 * What other trials have done that a trial need not do again.
 *
 * @param adopted the trial whose training is this one's, or its beginning
 * @param name where that trial is, under the folder of results
 * @param measured trials that have measured the same training
 * @param figures the names of the pictures of the adopted trial that are this one's, too
 * @param remark why a shorter training that looks like a beginning is none
 */
record EarlierWork(
    Optional<Trainings.Finished> adopted,
    Optional<String> name,
    ImmutableList<Trainings.Finished> measured,
    ImmutableList<String> figures,
    Optional<String> remark) {
  static final EarlierWork NONE =
      new EarlierWork(
          Optional.empty(),
          Optional.empty(),
          ImmutableList.of(),
          ImmutableList.of(),
          Optional.empty());

  /**
   * Looks for it.
   *
   * @param folder the trial's
   * @param fingerprint that of the data
   * @param length the length of the training
   * @param made the steps that the trial has made itself
   * @param build the program that would make the others
   */
  static EarlierWork of(
      PlannedTrial trial,
      Trainings trainings,
      TrialFolder folder,
      String fingerprint,
      Length length,
      long made,
      String build) {
    ImmutableList<Trainings.Finished> others =
        trainings.ofCourse(trial.identity(), fingerprint).stream()
            .filter(other -> length.isPart(other.training()))
            .collect(toImmutableList());
    Optional<Trainings.Finished> adopted =
        others.stream()
            .filter(other -> other.training().steps() > made)
            .filter(other -> !other.folder().path().equals(folder.path()))
            .filter(other -> other.folder().hasCheckpoint())
            // The steps of one training are made by one program.
            .filter(
                other ->
                    length.isWhole(other.training()) || other.training().commit().equals(build))
            .findFirst();
    return new EarlierWork(
        adopted,
        adopted.map(other -> trainings.nameOf(other.folder().path())),
        others.stream()
            .filter(other -> length.isWhole(other.training()))
            .collect(toImmutableList()),
        adopted
            .filter(other -> length.isWhole(other.training()))
            .map(other -> figures(trial, other))
            .orElse(ImmutableList.of()),
        adopted.isEmpty() && made == 0
            ? trainings.whyNot(trial.identity(), fingerprint, length.totalSteps())
            : Optional.empty());
  }

  private static ImmutableList<String> figures(PlannedTrial trial, Trainings.Finished other) {
    ImmutableMap<String, String> asked = trial.identity().figures();
    return asked.keySet().stream()
        .filter(name -> asked.get(name).equals(other.training().figures().get(name)))
        .flatMap(name -> perSplit(trial, name).stream())
        .filter(other.folder()::hasFigure)
        .collect(toImmutableList());
  }

  private static ImmutableList<String> perSplit(PlannedTrial trial, String figure) {
    return trial.spec().evaluation().splits().stream()
        .map(split -> EvaluationSpec.qualified(split, figure))
        .collect(toImmutableList());
  }

  /** Returns the adopted training if it is the whole one. */
  Optional<Trainings.Finished> finished(Length length) {
    return adopted.filter(other -> length.isWhole(other.training()));
  }

  /** Returns whether all pictures that a trial asks for are adopted. */
  boolean hasFigures(PlannedTrial trial) {
    return trial.identity().figures().keySet().stream()
        .flatMap(name -> perSplit(trial, name).stream())
        .allMatch(figures::contains);
  }
}

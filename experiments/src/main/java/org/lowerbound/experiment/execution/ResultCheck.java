package org.lowerbound.experiment.execution;

import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.experiment.result.Ancestor;
import org.lowerbound.experiment.result.Measured;
import org.lowerbound.experiment.result.Provenance;
import org.lowerbound.experiment.result.TrialResult;
import org.lowerbound.experiment.result.TrialStatus;

/** Decides whether a result that is found in a trial's folder is that trial's, and still its. */
final class ResultCheck {
  private static final int SHOWN = 12;

  private ResultCheck() {}

  /**
   * Returns why a result is not taken.
   *
   * @param fingerprint that of the data as they are now
   */
  static Optional<String> objection(PlannedTrial trial, String fingerprint, TrialResult result) {
    return objectionWithoutOrigins(trial, Optional.of(fingerprint), result)
        .or(() -> changedBesides(trial, result))
        .or(() -> changedOrigin(trial, result.provenance().init()));
  }

  /**
   * Returns what can be said against a result of a trial that was not checked: where the trial
   * starts from and what its metrics read besides its data is not known of it.
   *
   * @param fingerprint that of the data as they are now, if these are known
   */
  static Optional<String> objectionWithoutOrigins(
      PlannedTrial trial, Optional<String> fingerprint, TrialResult result) {
    Provenance provenance = result.provenance();
    if (!result.id().equals(trial.id()) || !provenance.configHash().equals(trial.configHash())) {
      return Optional.of(
          "its result.json is of another trial, %s; this is %s".formatted(result.id(), trial.id()));
    }
    Optional<String> changed =
        fingerprint.flatMap(
            now -> changed(provenance.dataset().name(), provenance.dataset().fingerprint(), now));
    if (changed.isPresent()) {
      return changed;
    }
    return provenance.plugins().equals(trial.plugins())
        ? Optional.empty()
        : Optional.of("it ran with another version of its plug-ins");
  }

  /** Data that metrics read besides the trial's are a part of what their numbers are known by. */
  private static Optional<String> changedBesides(PlannedTrial trial, TrialResult result) {
    EvaluationSpec evaluation = trial.spec().evaluation();
    if (result.status() != TrialStatus.COMPLETED || evaluation.besides().isEmpty()) {
      return Optional.empty();
    }
    ImmutableSet<String> measured =
        result.measured().stream().map(Measured::id).collect(toImmutableSet());
    for (Split split : evaluation.splits()) {
      for (int i = 0; i < evaluation.metrics().size(); i++) {
        if (!measured.contains(trial.identity().numbers(split, i))) {
          return Optional.of(
              "the data that %s reads have changed".formatted(evaluation.name(split, i)));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> changedOrigin(PlannedTrial trial, Optional<Ancestor> before) {
    Optional<Ancestor> now = trial.origin().map(InitOrigin::ancestor);
    boolean same =
        before.isPresent() == now.isPresent()
            && before.map(was -> was.sameTraining(now.orElseThrow())).orElse(true);
    return same ? Optional.empty() : Optional.of("the training that it starts from has changed");
  }

  /** Returns that data are not what they were, if so. */
  static Optional<String> changed(String name, String before, String now) {
    return before.equals(now)
        ? Optional.empty()
        : Optional.of(
            "data %s has changed: its fingerprint was %s… and is %s…"
                .formatted(name, shown(before), shown(now)));
  }

  private static String shown(String fingerprint) {
    return fingerprint.substring(0, Math.min(SHOWN, fingerprint.length()));
  }
}

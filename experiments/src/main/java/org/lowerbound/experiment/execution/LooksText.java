package org.lowerbound.experiment.execution;

import java.util.Optional;
import org.lowerbound.experiment.result.Training;
import org.lowerbound.training.EndedBy;
import org.lowerbound.training.LooksTaken;
import org.lowerbound.training.TrainingSpec;

/** Says in words what a training made of its validation split. */
final class LooksText {
  private LooksText() {}

  /**
   * Returns e.g. {@code stopped at epoch 43 of 500: no better validation elbo since epoch 23};
   * nothing if the training did not follow its validation split, or came to its end without keeping
   * the best.
   */
  static Optional<String> of(TrainingSpec spec, Training training) {
    return training
        .looks()
        .filter(looks -> spec.watches())
        .flatMap(looks -> of(spec, training, looks));
  }

  private static Optional<String> of(TrainingSpec spec, Training training, LooksTaken looks) {
    String number = "validation " + looks.number();
    if (looks.endedBy() == EndedBy.PATIENCE) {
      return Optional.of(
          "stopped at %s: no better %s since epoch %d%s"
              .formatted(
                  reached(spec, training, looks),
                  number,
                  looks.bestEpoch(),
                  spec.keepsBest() ? " (which is kept)" : ""));
    }
    return spec.keepsBest()
        ? Optional.of(
            "epoch %d of %d is kept: the best %s"
                .formatted(looks.bestEpoch(), epochs(training, looks), number))
        : Optional.empty();
  }

  private static String reached(TrainingSpec spec, Training training, LooksTaken looks) {
    return spec.steps()
        .map(steps -> "step %d of %d".formatted(training.steps(), steps))
        .orElseGet(
            () -> "epoch %d of %d".formatted(epochs(training, looks), spec.epochs().orElseThrow()));
  }

  /** Returns how many epochs a training has made, the last perhaps in part. */
  private static long epochs(Training training, LooksTaken looks) {
    long stepsPerEpoch = looks.bestStep() / looks.bestEpoch();
    return (training.steps() + stepsPerEpoch - 1) / stepsPerEpoch;
  }
}

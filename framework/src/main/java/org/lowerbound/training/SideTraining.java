package org.lowerbound.training;

import static com.google.common.base.Preconditions.checkState;

import java.time.Duration;
import java.util.Optional;
import org.lowerbound.data.Dataset;
import org.lowerbound.evaluation.SplitRunner;

/**
 * Trainings beside a trial, of which nothing is kept but what their session has in the end: of
 * classifiers, and of densities of codes.
 */
final class SideTraining {
  private static final Duration NEVER = Duration.ofDays(Integer.MAX_VALUE);

  private SideTraining() {}

  /**
   * Trains.
   *
   * @param what is trained, for the message
   * @param runner hears how far it is, and ends it if the trial is stopped
   * @throws IllegalStateException if it diverges
   */
  static void run(
      String what,
      TrialSpec spec,
      Dataset shown,
      TrialGraph graph,
      TrialSession session,
      SplitRunner runner) {
    Optional<String> divergence =
        new TrainingLoop(
                spec,
                shown,
                new SideListener(runner),
                graph,
                session,
                Checkpoints.none(),
                new CheckpointPace(NEVER, NEVER),
                Optional.empty())
            .run()
            .divergence();
    checkState(
        divergence.isEmpty(), "the training of %s diverged: %s", what, divergence.orElse(""));
  }
}

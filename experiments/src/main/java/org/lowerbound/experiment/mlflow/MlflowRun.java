package org.lowerbound.experiment.mlflow;

import java.time.Instant;
import java.util.Optional;

/** One run. Every method but the first may throw {@link MlflowException}. */
interface MlflowRun {
  /** Returns the run as it was when it was found or made. */
  RunState state();

  /** Adds metrics, params and tags. */
  void log(Batch batch);

  /** Says how the run is, and when it ended, if it has. */
  void update(RunStatus status, Optional<Instant> end);

  /**
   * Adds a file.
   *
   * @param path its name in the run, with slashes
   */
  void artifact(String path, byte[] bytes);
}

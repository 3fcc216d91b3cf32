package org.lowerbound.experiment.mlflow;

/** The states of a run that are used here, by MLflow's names and numbers for them. */
enum RunStatus {
  /** It goes on. */
  RUNNING(1),
  /** It came to its end. */
  FINISHED(3),
  /** It failed, or diverged. */
  FAILED(4),
  /** The user stopped it. */
  KILLED(5);

  private final int number;

  RunStatus(int number) {
    this.number = number;
  }

  /** Returns the number that files have. */
  int number() {
    return number;
  }
}

package org.lowerbound.experiment.result;

/** How a trial ended. */
public enum TrialStatus {
  /** It trained and was evaluated. */
  COMPLETED,
  /** Its loss or its parameters stopped being finite. */
  DIVERGED,
  /** It stopped with an error. */
  FAILED
}

package org.lowerbound.experiment.execution;

/** What ran a trial ended without a word; the message says what is known of its end. */
public final class LostTrialException extends Exception {
  private static final long serialVersionUID = 1;

  /** Makes one. */
  public LostTrialException(String message) {
    super(message);
  }
}

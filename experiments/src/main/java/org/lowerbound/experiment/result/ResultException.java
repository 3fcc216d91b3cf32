package org.lowerbound.experiment.result;

/** A result that cannot be read, written or tabulated; the message is meant for the user. */
public final class ResultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong, where, and what would work. */
  public ResultException(String message) {
    super(message);
  }

  /** Says what is wrong, where, and what would work. */
  public ResultException(String message, Throwable cause) {
    super(message, cause);
  }
}

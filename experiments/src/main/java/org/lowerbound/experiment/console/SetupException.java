package org.lowerbound.experiment.console;

/** Something about the machine or its settings that keeps the program from starting. */
public final class SetupException extends RuntimeException {
  /** Makes one with a message for the user: what is wrong, where, and what to set. */
  public SetupException(String message) {
    super(message);
  }

  /** Makes one with what was behind it. */
  public SetupException(String message, Throwable cause) {
    super(message, cause);
  }
}

package org.lowerbound.data.source;

/** Data that is missing, damaged or not what it should be; the message is meant for the user. */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong, where, and what would work. */
  public DataException(String message) {
    super(message);
  }

  /** Says what is wrong, where, and what would work. */
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}

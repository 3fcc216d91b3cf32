package org.lowerbound.tools;

/** What a word on the command line of {@code tools.jar} does. */
interface Command {
  /** Returns whether help was asked for. */
  boolean help();

  /** Does it. */
  Answer run();
}

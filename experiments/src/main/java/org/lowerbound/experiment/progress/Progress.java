package org.lowerbound.experiment.progress;

/** Shows how a sweep goes on. Safe for use by several threads. */
public interface Progress extends AutoCloseable {
  /** Shows that a trial starts. */
  TrialProgress start(String label);

  /** Shows a line of text. */
  void message(String line);

  /** Clears what is not to stay. */
  @Override
  void close();

  /** Shows how one trial goes on. */
  interface TrialProgress {
    /** Shows that {@code done} of {@code total} units of a phase, such as training, are done. */
    void update(String phase, long done, long total);

    /** Shows the number of the moment. */
    void note(String text);

    /** Shows that the trial has ended. */
    void finish(String outcome);

    /** Shows that the trial was left before its end. */
    void stop();
  }
}

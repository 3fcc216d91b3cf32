package org.lowerbound.experiment.worker;

import com.google.common.base.Ascii;
import java.util.Optional;
import java.util.stream.Stream;

/** What a line between a runner and a worker is about: its first word. */
enum Word {
  /** To a worker: {@code task {…}}, a trial to run. */
  TASK,
  /** To a worker: {@code cancel}, the trial that runs is to stop. */
  CANCEL,
  /** From a worker that has started: {@code ready PID BUILD}. */
  READY,
  /** From a worker: {@code progress ID {…}}, how the trial goes on. */
  PROGRESS,
  /** From a worker: {@code result ID {…}}, what the trial gave. */
  RESULT,
  /** From a worker: {@code busy ID}, somebody else runs the trial. */
  BUSY,
  /** From a worker: {@code stopped ID}, the trial has saved the step that it was in. */
  STOPPED,
  /** From a worker: {@code error ID TEXT}, why the trial could not be run at all. */
  ERROR,
  /** From an engine: {@code crashed ID TEXT}, the worker of the trial ended without a word. */
  CRASHED;

  String text() {
    return Ascii.toLowerCase(name());
  }

  static Optional<Word> of(String text) {
    return Stream.of(values()).filter(word -> word.text().equals(text)).findFirst();
  }
}

package org.lowerbound.tools;

import com.google.common.base.Stopwatch;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.IntConsumer;

/** Says now and then how many rows are done, of work that takes long. */
final class RowProgress implements IntConsumer {
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

  private final String name;
  private final PrintStream err;
  private final Stopwatch sinceLast = Stopwatch.createUnstarted();

  RowProgress(String name, PrintStream err) {
    this.name = name;
    this.err = err;
  }

  @Override
  public void accept(int rows) {
    if (!sinceLast.isRunning()) {
      sinceLast.start(); // What opened the model is no part of this work.
    }
    if (sinceLast.elapsed().compareTo(BETWEEN_LINES) >= 0) {
      sinceLast.reset().start();
      err.printf("%s: %d rows done%n", name, rows);
    }
  }
}

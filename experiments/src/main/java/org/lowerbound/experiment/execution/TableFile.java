package org.lowerbound.experiment.execution;

import com.google.common.base.Stopwatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.lowerbound.experiment.result.ResultTable;
import org.lowerbound.experiment.result.ResultTableJson;

/**
 * The sweep's table on disk, kept up to date while trials end, but not so often that writing it
 * takes more than a twentieth of the time, however many trials there are.
 */
final class TableFile {
  private static final Duration SHORTEST = Duration.ofSeconds(2);
  private static final int SHARE = 20;

  private final Path file;
  private final Supplier<ResultTable> table;
  private final Stopwatch sinceWrite = Stopwatch.createUnstarted();
  private Duration wait = Duration.ZERO;

  TableFile(Path file, Supplier<ResultTable> table) {
    this.file = file;
    this.table = table;
  }

  /** Writes the table if the last time was long enough ago. */
  synchronized void update() {
    if (!sinceWrite.isRunning() || sinceWrite.elapsed().compareTo(wait) > 0) {
      write();
    }
  }

  /** Writes the table. */
  synchronized void write() {
    Stopwatch watch = Stopwatch.createStarted();
    ResultTableJson.write(file, table.get());
    Duration seldom = watch.elapsed().multipliedBy(SHARE);
    wait = seldom.compareTo(SHORTEST) > 0 ? seldom : SHORTEST;
    sinceWrite.reset().start();
  }
}

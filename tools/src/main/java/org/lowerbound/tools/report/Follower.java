package org.lowerbound.tools.report;

import com.google.common.base.Stopwatch;
import com.google.common.util.concurrent.Uninterruptibles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.lowerbound.tools.report.ReportPage.Following;

/**
 * Writes a page again and again while a sweep runs, whenever there is something new, and a last
 * time when the sweep is over.
 *
 * <p>A sweep is over when all its trials have ended and none is run again. When none has been run
 * for a while though some have not ended, nobody is at work any more: the runner was told to run
 * some of them only, or was stopped.
 *
 * @param report what is written
 * @param every how long it waits before it looks again
 * @param patience how long no trial may run before it is taken that none will
 * @param stop is counted down to have it end before the sweep does
 */
public record Follower(Report report, Duration every, Duration patience, CountDownLatch stop) {
  /** How long a runner may take before its first trial, and between two of them. */
  public static final Duration USUAL_PATIENCE = Duration.ofSeconds(60);

  /** What was seen at a look. */
  private record Look(FolderState files, long running) {}

  /**
   * Follows the sweep to its end.
   *
   * @return what there is to say of the last page, a line
   * @throws CancellationException if it is told to stop; the page is then the last one, too
   */
  public String follow() {
    Optional<Look> before = Optional.empty();
    Stopwatch idle = Stopwatch.createStarted();
    boolean over = false;
    do {
      SweepReport seen = report.reader().read(report.path());
      Optional<Look> look = Optional.of(look(seen));
      boolean isNew = !before.equals(look);
      if (seen.running()) {
        idle.reset().start();
      }
      // Twice, as the table is written after the last trial has ended.
      if (seen.over() && over && !isNew) {
        return report.write();
      }
      if (idle.elapsed().compareTo(patience) > 0) {
        return "%s; no trial has run for %d seconds%n"
            .formatted(report.write().strip(), patience.toSeconds());
      }
      if (isNew) {
        report.write(seen, Optional.of(following()));
      }
      over = seen.over();
      before = look;
    } while (!Uninterruptibles.awaitUninterruptibly(stop, every));
    report.write();
    throw new CancellationException("stopped");
  }

  private Look look(SweepReport seen) {
    Path folder = seen.folder();
    return new Look(
        FolderState.of(Files.isDirectory(folder) ? folder : Path.of(".")),
        seen.trials().stream().filter(ReportTrial::running).count());
  }

  private Following following() {
    return new Following(
        (int) Math.max(1, every.toSeconds()),
        Instant.now()
            .truncatedTo(ChronoUnit.SECONDS)
            .toString()
            .replace('T', ' ')
            .replace("Z", " UTC"));
  }
}

package org.lowerbound.experiment.progress;

import com.google.common.base.Stopwatch;
import java.io.PrintStream;
import java.time.Duration;

/** Lines, for logs and pipes: when a trial starts and ends, and now and then in between. */
final class PlainProgress implements Progress {
  private static final Duration INTERVAL = Duration.ofSeconds(15);

  private final int trials;
  private final int jobs;
  private final PrintStream out;
  private final Stopwatch watch = Stopwatch.createStarted();
  private int started;
  private int finished;

  PlainProgress(int trials, int jobs, PrintStream out) {
    this.trials = trials;
    this.jobs = jobs;
    this.out = out;
  }

  @Override
  public synchronized TrialProgress start(String label) {
    started++;
    Lines lines = new Lines("[%d/%d] %s".formatted(started, trials, label));
    lines.print("started");
    return lines;
  }

  @Override
  public synchronized void message(String line) {
    out.println(line);
  }

  @Override
  public void close() {
    out.flush();
  }

  /** Counts a finished trial and returns what is left of the sweep. */
  private synchronized String countFinished() {
    finished++;
    if (finished == trials) {
      return "sweep done in " + Durations.text(watch.elapsed());
    }
    // While fewer trials than jobs are done, the elapsed time holds unfinished work of all jobs.
    double fraction = (double) finished / Math.max(trials, Math.min(finished + jobs, trials));
    return "about %s left for the sweep"
        .formatted(Durations.text(Durations.left(watch.elapsed(), fraction)));
  }

  private final class Lines implements TrialProgress {
    private final String prefix;
    private final Stopwatch sinceLine = Stopwatch.createStarted();
    private final Stopwatch sincePhase = Stopwatch.createStarted();
    private String phase = "";
    private String note = "";

    Lines(String prefix) {
      this.prefix = prefix;
    }

    @Override
    public void update(String newPhase, long done, long total) {
      if (!phase.equals(newPhase)) {
        phase = newPhase;
        sincePhase.reset().start();
      }
      if (done > 0 && sinceLine.elapsed().compareTo(INTERVAL) > 0) {
        Duration left = Durations.left(sincePhase.elapsed(), (double) done / total);
        print(
            "%s %d%%, %s left%s".formatted(phase, 100 * done / total, Durations.text(left), note));
      }
    }

    @Override
    public void note(String text) {
      note = ", " + text;
    }

    @Override
    public void finish(String outcome) {
      print(outcome + "; " + countFinished());
    }

    @Override
    public void stop() {
      print("stopped");
    }

    private void print(String text) {
      message(prefix + ": " + text);
      sinceLine.reset().start();
    }
  }
}

package org.lowerbound.experiment.progress;

import com.google.common.base.Stopwatch;
import java.io.PrintStream;
import java.time.Duration;
import org.lowerbound.experiment.console.PlainText;

/** Lines, for logs and pipes: when a trial starts and ends, and now and then in between. */
final class PlainProgress implements Progress {
  private static final Duration INTERVAL = Duration.ofSeconds(15);

  private final SweepClock clock;
  private final PrintStream out;
  private int started;

  PlainProgress(int trials, int jobs, PrintStream out) {
    this.clock = new SweepClock(trials, jobs);
    this.out = out;
  }

  @Override
  public synchronized TrialProgress start(String label) {
    started++;
    Lines lines = new Lines("[%d/%d] %s".formatted(started, clock.trials(), label));
    lines.print("started");
    return lines;
  }

  @Override
  public synchronized void message(String line) {
    out.println(PlainText.oneLine(line));
  }

  @Override
  public void close() {
    out.flush();
  }

  /** Counts a finished trial and returns what is left of the sweep. */
  private synchronized String countFinished() {
    clock.finish();
    return clock.finished() == clock.trials()
        ? "sweep done in " + Durations.text(clock.elapsed())
        : "about %s left for the sweep".formatted(Durations.text(clock.left().orElseThrow()));
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

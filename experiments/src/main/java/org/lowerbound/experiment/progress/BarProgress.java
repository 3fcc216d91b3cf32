package org.lowerbound.experiment.progress;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.base.Stopwatch;
import com.google.common.collect.ImmutableList;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.lowerbound.experiment.console.PlainText;
import org.lowerbound.experiment.console.TerminalSize;

/**
 * For a terminal: a line that stays for each trial that has ended, and below them a bar for each
 * one that runs and one for the sweep. Nothing is drawn before the first trial starts.
 */
final class BarProgress implements Progress {
  private static final int INTERVAL_MILLIS = 250;

  /** The lines of a terminal that bars leave free: for the cursor, the sweep and the next line. */
  private static final int OTHER_ROWS = 3;

  private final SweepClock clock;
  private final LiveLines lines;
  private final List<Bar> running = new ArrayList<>();
  private final ScheduledExecutorService ticks =
      Executors.newSingleThreadScheduledExecutor(
          new ThreadFactoryBuilder().setNameFormat("progress").setDaemon(true).build());
  private boolean drawing;

  BarProgress(int trials, int jobs, PrintStream out, Supplier<TerminalSize> size) {
    this.clock = new SweepClock(trials, jobs);
    this.lines = new LiveLines(out, size);
  }

  @Override
  public synchronized TrialProgress start(String label) {
    Bar bar = new Bar(PlainText.oneLine(label));
    running.add(bar);
    if (!drawing) {
      drawing = true;
      var unused =
          ticks.scheduleWithFixedDelay(
              this::tick, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }
    return bar;
  }

  @Override
  public synchronized void message(String line) {
    draw(ImmutableList.of(PlainText.oneLine(line)));
  }

  @Override
  public synchronized void close() {
    ticks.shutdownNow();
    running.clear();
    if (drawing) {
      lines.draw(ImmutableList.of(), ImmutableList.of());
      drawing = false;
    }
  }

  private synchronized void tick() {
    if (drawing) {
      draw(ImmutableList.of());
    }
  }

  private void draw(List<String> kept) {
    // Between two trials the sweep's bar stays, so that nothing flickers.
    boolean over = running.isEmpty() && clock.finished() >= clock.trials();
    lines.draw(kept, drawing && !over ? bars() : ImmutableList.of());
  }

  private ImmutableList<String> bars() {
    TerminalSize size = lines.size();
    int shown = Math.min(running.size(), Math.max(1, size.rows() - OTHER_ROWS));
    ImmutableList.Builder<String> bars = ImmutableList.builder();
    bars.addAll(
        running.stream()
            .limit(shown)
            .map(bar -> bar.line(size.columns() - 1))
            .collect(toImmutableList()));
    String more = running.size() > shown ? ", " + (running.size() - shown) + " more run" : "";
    String time =
        Durations.text(clock.elapsed())
            + clock.left().map(left -> ", about " + Durations.text(left) + " left").orElse("");
    return bars.add(
            BarText.line(
                "sweep %d/%d".formatted(clock.finished(), clock.trials()),
                (double) clock.finished() / Math.max(1, clock.trials()),
                time + more,
                size.columns() - 1))
        .build();
  }

  private final class Bar implements TrialProgress {
    private final String label;
    private final Stopwatch sincePhase = Stopwatch.createStarted();
    private String phase = "starts";
    private String note = "";
    private double fraction;

    Bar(String label) {
      this.label = label;
    }

    private String line(int columns) {
      String before =
          "%s  %s %3.0f%%"
              .formatted(PlainText.cut(label, columns / 3, "..."), phase, 100 * fraction);
      Duration elapsed = sincePhase.elapsed();
      String left = fraction > 0 ? Durations.text(Durations.left(elapsed, fraction)) + " left" : "";
      return BarText.line(before, fraction, left + note, columns);
    }

    @Override
    public void update(String newPhase, long done, long total) {
      synchronized (BarProgress.this) {
        if (!phase.equals(newPhase)) {
          phase = newPhase;
          note = "";
          sincePhase.reset().start();
        }
        fraction = total > 0 ? (double) done / total : 0;
      }
    }

    @Override
    public void note(String text) {
      synchronized (BarProgress.this) {
        note = ", " + text;
      }
    }

    @Override
    public void stop() {
      end("stopped");
    }

    @Override
    public void finish(String outcome) {
      synchronized (BarProgress.this) {
        clock.finish();
        end(outcome);
      }
    }

    private void end(String outcome) {
      synchronized (BarProgress.this) {
        if (running.remove(this)) {
          draw(ImmutableList.of(EndedTrial.line(clock, label, outcome, lines.size().columns())));
        }
      }
    }
  }
}

package org.lowerbound.experiment.progress;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar for the sweep, and one for each trial that runs. */
final class BarProgress implements Progress {
  private static final int INTERVAL_MILLIS = 250;
  private static final int LONGEST_LABEL = 40;

  private final PrintStream out;
  private final ProgressBar sweep;

  BarProgress(int trials, PrintStream out) {
    this.out = out;
    this.sweep = bar("sweep", trials);
  }

  private static ProgressBar bar(String name, long max) {
    return new ProgressBarBuilder()
        .setTaskName(name)
        .setInitialMax(max)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(INTERVAL_MILLIS)
        .clearDisplayOnFinish()
        .build();
  }

  @Override
  public TrialProgress start(String label) {
    String name =
        label.length() <= LONGEST_LABEL ? label : label.substring(0, LONGEST_LABEL - 3) + "...";
    return new Bar(name, bar(name, -1));
  }

  @Override
  public synchronized void message(String line) {
    // Over the bars, which are drawn again at once.
    out.print("\r\033[K" + line + System.lineSeparator());
    out.flush();
  }

  @Override
  public void close() {
    sweep.close();
  }

  private final class Bar implements TrialProgress {
    private final String name;
    private final ProgressBar bar;
    private String phase = "";

    Bar(String name, ProgressBar bar) {
      this.name = name;
      this.bar = bar;
    }

    @Override
    public void update(String newPhase, long done, long total) {
      if (!phase.equals(newPhase)) {
        phase = newPhase;
        bar.reset();
        bar.maxHint(total);
        bar.setExtraMessage(phase);
      }
      bar.stepTo(done);
    }

    @Override
    public void note(String text) {
      bar.setExtraMessage(phase + ", " + text);
    }

    @Override
    public void stop() {
      bar.close();
    }

    @Override
    public void finish(String outcome) {
      bar.close();
      sweep.step();
      message(name + ": " + outcome);
    }
  }
}

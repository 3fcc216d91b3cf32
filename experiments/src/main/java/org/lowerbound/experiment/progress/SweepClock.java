package org.lowerbound.experiment.progress;

import com.google.common.base.Stopwatch;
import java.time.Duration;
import java.util.Optional;

/** How far a sweep has come, and how long the rest will take. Its users synchronize. */
final class SweepClock {
  private final int trials;
  private final int jobs;
  private final Stopwatch watch = Stopwatch.createStarted();
  private int finished;

  SweepClock(int trials, int jobs) {
    this.trials = trials;
    this.jobs = jobs;
  }

  /** Counts a finished trial. */
  void finish() {
    finished++;
  }

  int trials() {
    return trials;
  }

  int finished() {
    return finished;
  }

  Duration elapsed() {
    return watch.elapsed();
  }

  /** Returns what is left, once there is something to tell it by. */
  Optional<Duration> left() {
    if (finished == 0) {
      return Optional.empty();
    }
    // While fewer trials than jobs are done, the elapsed time holds unfinished work of all jobs.
    double fraction = (double) finished / Math.max(trials, Math.min(finished + jobs, trials));
    return Optional.of(Durations.left(watch.elapsed(), fraction));
  }
}

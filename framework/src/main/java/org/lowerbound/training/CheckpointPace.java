package org.lowerbound.training;

import com.google.common.base.Stopwatch;
import java.time.Duration;

/**
 * When to save: soon, so that a short training that is killed again and again still comes to its
 * end, and more and more seldom up to a limit. A large model's checkpoints take long, and are made
 * so seldom that saving takes a fiftieth of the time.
 */
final class CheckpointPace {
  private static final long SHARE = 50;

  private final Duration longest;
  private final Stopwatch sinceSave = Stopwatch.createStarted();
  private Duration wait;

  /**
   * Starts the clock.
   *
   * @param first the time to the first save
   * @param longest the time between saves later on, unless they take long
   */
  CheckpointPace(Duration first, Duration longest) {
    this.wait = first;
    this.longest = longest;
  }

  /** Returns whether it is time. */
  boolean due() {
    return sinceSave.elapsed().compareTo(wait) > 0;
  }

  /** Makes a save, and sets the time of the next. */
  void save(Runnable save) {
    Stopwatch watch = Stopwatch.createStarted();
    save.run();
    Duration doubled = wait.multipliedBy(2);
    wait = doubled.compareTo(longest) < 0 ? doubled : longest;
    Duration seldom = watch.elapsed().multipliedBy(SHARE);
    wait = wait.compareTo(seldom) > 0 || longest.isZero() ? wait : seldom;
    sinceSave.reset().start();
  }
}

package org.lowerbound.experiment.watch;

import java.nio.file.Path;

/** Hears how a sweep goes on. Safe for use by several threads. */
public interface SweepWatcher extends AutoCloseable {
  /** Hears nothing. */
  SweepWatcher NONE =
      new SweepWatcher() {
        @Override
        public TrialWatcher watch(WatchedTrial trial) {
          return TrialWatcher.all();
        }

        @Override
        public void tabled(Path sweepFolder) {}

        @Override
        public void close() {}
      };

  /** Returns what hears of one trial, which is about to start, or has ended before. */
  TrialWatcher watch(WatchedTrial trial);

  /** The sweep's table is written for the last time. */
  void tabled(Path sweepFolder);

  /** Ends soon, whatever is still to be done. */
  @Override
  void close();
}

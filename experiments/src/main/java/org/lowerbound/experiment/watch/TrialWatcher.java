package org.lowerbound.experiment.watch;

import com.google.common.collect.ImmutableList;
import org.lowerbound.experiment.result.TrialResult;
import org.lowerbound.training.TrialListener;

/**
 * Hears how one trial goes on, from the trial's own thread. What it hears is in the trial's folder
 * already.
 */
public interface TrialWatcher {
  /**
   * The training starts, or goes on.
   *
   * @param step the number of steps that were made before, 0 for none
   * @param reported whether the epoch that the last of them ended is in the curve
   */
  void starts(long step, boolean reported);

  /** An epoch has ended. */
  void epoch(TrialListener.Epoch epoch);

  /** The trial has ended; it may not have started. */
  void ended(TrialResult result);

  /** The user stopped the trial, which goes on another time. */
  void stopped();

  /** Returns a watcher that passes on to others, in order. */
  static TrialWatcher all(TrialWatcher... watchers) {
    ImmutableList<TrialWatcher> all = ImmutableList.copyOf(watchers);
    return new TrialWatcher() {
      @Override
      public void starts(long step, boolean reported) {
        all.forEach(watcher -> watcher.starts(step, reported));
      }

      @Override
      public void epoch(TrialListener.Epoch epoch) {
        all.forEach(watcher -> watcher.epoch(epoch));
      }

      @Override
      public void ended(TrialResult result) {
        all.forEach(watcher -> watcher.ended(result));
      }

      @Override
      public void stopped() {
        all.forEach(TrialWatcher::stopped);
      }
    };
  }
}

package org.lowerbound.experiment.execution;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Hands out trials that nobody runs.
 *
 * <p>A trial that another process runs is left for later: its turn comes when the other process has
 * finished it, or has ended. Of two trials with one training the second waits for the first, whose
 * training it can use; a trial that starts from another of them waits for that. Trials that have
 * taken a process down come last, one at a time, with nothing beside them.
 */
final class TrialQueue {
  private static final long MILLIS_TO_LOOK_AGAIN = 300;

  private final Results results;
  private final boolean keepsLocks;
  private final BooleanSupplier cancelled;
  private final Runnable waiting;
  private final List<PlannedTrial> open;
  private final List<PlannedTrial> suspects;
  private final Set<String> coursesThatRun = new HashSet<>();
  private final Set<String> unfinished;
  private int running;
  private boolean alone;
  private boolean saidToWait;

  /**
   * Makes a queue.
   *
   * @param keepsLocks whether the locks of the trials that it hands out are held until they are
   *     given back; otherwise who runs a trial takes its lock
   * @param waiting is called once when only trials of other processes are left
   */
  TrialQueue(
      List<PlannedTrial> trials,
      Results results,
      boolean keepsLocks,
      BooleanSupplier cancelled,
      Runnable waiting) {
    this.results = results;
    this.keepsLocks = keepsLocks;
    this.cancelled = cancelled;
    this.waiting = waiting;
    this.open = new ArrayList<>(trials);
    this.suspects = new ArrayList<>(suspects(results, trials));
    this.open.removeAll(suspects);
    this.unfinished = trials.stream().map(PlannedTrial::id).collect(Collectors.toSet());
  }

  /** Returns those of some trials whose process ended without a word while it ran them. */
  static ImmutableList<PlannedTrial> suspects(Results results, List<PlannedTrial> trials) {
    return trials.stream()
        .filter(trial -> results.folderOf(trial).marker().suspicious())
        .filter(trial -> !isRunning(results, trial))
        .collect(toImmutableList());
  }

  /** Returns whether some process has the trial's lock. */
  static boolean isRunning(Results results, PlannedTrial trial) {
    return isRunning(results.folderOf(trial));
  }

  private static boolean isRunning(TrialFolder folder) {
    try (TrialLock lock = folder.lock().orElse(null)) {
      return lock == null;
    }
  }

  /**
   * A trial to run.
   *
   * @param trial the trial
   * @param lock the right to run it, unless who runs it takes that
   */
  record Claim(PlannedTrial trial, Optional<TrialLock> lock) {}

  /** Returns the next trial, once there is one; nothing when none is left, or all shall stop. */
  synchronized Optional<Claim> next() throws InterruptedException {
    while (!cancelled.getAsBoolean()) {
      if (!alone) {
        Optional<Claim> claim = claim(open);
        if (claim.isEmpty() && open.stream().allMatch(this::waits) && running == 0) {
          claim = claim(suspects);
          alone = claim.isPresent();
          if (claim.isEmpty() && suspects.isEmpty()) {
            notifyAll();
            return Optional.empty();
          }
        }
        if (claim.isPresent()) {
          running++;
          coursesThatRun.add(claim.get().trial().identity().course());
          return claim;
        }
        if (running == 0 && !saidToWait) {
          saidToWait = true;
          waiting.run();
        }
      }
      wait(MILLIS_TO_LOOK_AGAIN);
    }
    return Optional.empty();
  }

  private Optional<Claim> claim(List<PlannedTrial> from) {
    for (PlannedTrial trial : from) {
      if (!coursesThatRun.contains(trial.identity().course())
          && !waits(trial)
          && !othersRunOrigin(trial)) {
        Optional<TrialLock> lock = results.folderOf(trial).lock();
        if (lock.isPresent()) {
          from.remove(trial);
          if (!keepsLocks) {
            lock.get().close();
          }
          return Optional.of(new Claim(trial, lock.filter(l -> keepsLocks)));
        }
      }
    }
    return Optional.empty();
  }

  /** Returns whether a trial needs one that this queue has not seen done. */
  private boolean waits(PlannedTrial trial) {
    return trial.originsInSweep().stream().anyMatch(unfinished::contains);
  }

  /** Returns whether a trial needs one that is not this queue's, and that runs elsewhere. */
  private boolean othersRunOrigin(PlannedTrial trial) {
    return trial.originsInSweep().stream().anyMatch(id -> isRunning(results.folderOf(id)));
  }

  /** Gives a trial back that is done, or left. */
  synchronized void done(Claim claim) {
    unfinished.remove(claim.trial().id());
    left(claim);
  }

  /** Gives a trial back that somebody else turned out to run: it is handed out again. */
  synchronized void back(Claim claim) {
    open.add(claim.trial());
    left(claim);
  }

  private void left(Claim claim) {
    claim.lock().ifPresent(TrialLock::close);
    running--;
    alone = false;
    coursesThatRun.remove(claim.trial().identity().course());
    notifyAll();
  }
}

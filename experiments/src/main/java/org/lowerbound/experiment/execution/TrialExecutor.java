package org.lowerbound.experiment.execution;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.lowerbound.experiment.result.TrialResult;

/** What runs single trials: this process, others, other machines. Safe for several threads. */
public interface TrialExecutor extends AutoCloseable {
  /**
   * Runs a trial to its end, and returns when it is there; called by as many threads as trials run
   * side by side. What the trial gives is then in its folder.
   *
   * @return what it gave, a failure too; nothing if somebody else runs it
   * @throws LostTrialException if what ran it ended without a word, however often that was tried
   * @throws CancellationException if the user stopped it
   * @throws org.lowerbound.experiment.result.ResultException if results cannot be kept
   */
  Optional<TrialResult> run(TrialRequest request, TrialAudience audience)
      throws LostTrialException, InterruptedException;

  /**
   * Returns whether trials run in another process, which then takes their locks: only who runs a
   * trial can be sure to give its lock back whatever happens to it.
   */
  boolean elsewhere();

  /** Ends what was started to run trials. */
  @Override
  void close();
}

package org.lowerbound.experiment.execution;

import java.util.Optional;
import org.lowerbound.experiment.result.TrialResult;

/** Runs trials in this process, each in the thread that asks for it. */
final class TrialThreads implements TrialExecutor {
  private final RunContext context;

  TrialThreads(RunContext context) {
    this.context = context;
  }

  @Override
  public Optional<TrialResult> run(TrialRequest request, TrialAudience audience) {
    return Optional.of(new TrialRun(request, context, audience).run());
  }

  @Override
  public boolean elsewhere() {
    return false;
  }

  @Override
  public void close() {}
}

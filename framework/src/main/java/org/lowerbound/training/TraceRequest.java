package org.lowerbound.training;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;

/**
 * The wish to see one step of a training from inside.
 *
 * @param step which of the steps that the run makes, counted from 1; if it makes fewer, the last. A
 *     run that goes on from a checkpoint counts from there: its first steps are as cold as those of
 *     a new one. If the step is skipped because it is not finite, the next one is taken
 * @param receiver is given the trace, at most once, in the trial's thread
 */
public record TraceRequest(long step, Consumer<StepTrace> receiver) {
  /** Checks the arguments. */
  public TraceRequest {
    checkArgument(step > 0, "the step to trace must be positive but is %s", step);
    requireNonNull(receiver);
  }
}

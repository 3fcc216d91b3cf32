package org.lowerbound.objective;

import com.google.common.collect.ImmutableMap;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.schedule.Schedule;
import org.tensorflow.op.Ops;

/** A training objective. Only objectives reduce over draws and over the batch. */
public interface Objective {
  /** Returns K, the number of latents drawn per observation. */
  int samples();

  /** Reduces the terms of a batch, {@code [K, B]}, to a loss. */
  Loss build(Ops tf, BoundTerms terms, ScheduledInputs inputs);

  /** Returns the objective's schedules by name, for checks against the length of the training. */
  default ImmutableMap<String, Schedule> schedules() {
    return ImmutableMap.of();
  }
}

package org.lowerbound.experiment.result;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.lowerbound.evaluation.Estimate;

/** What a table is made of: how a trial ended, with which numbers. */
public interface TrialNumbers {
  /** Returns how the trial ended. */
  TrialStatus status();

  /** Returns its numbers by the metric. */
  ImmutableMap<String, Estimate> metrics();

  /**
   * Returns its number for a column: a metric, or how long the training took, which only a table
   * that asks for it shows.
   */
  default Optional<Estimate> number(String column) {
    return Optional.ofNullable(metrics().get(column));
  }

  /** Returns what else a table tells of it, if that is known. */
  Optional<TrialFacts> facts();
}

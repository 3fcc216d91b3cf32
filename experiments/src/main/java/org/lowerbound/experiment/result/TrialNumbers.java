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

  /** Returns what else a table tells of it, if that is known. */
  Optional<TrialFacts> facts();
}

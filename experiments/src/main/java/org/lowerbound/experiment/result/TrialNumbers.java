package org.lowerbound.experiment.result;

import com.google.common.collect.ImmutableMap;
import org.lowerbound.evaluation.Estimate;

/** What a table is made of: how a trial ended, with which numbers. */
public interface TrialNumbers {
  /** Returns how the trial ended. */
  TrialStatus status();

  /** Returns its numbers by the metric. */
  ImmutableMap<String, Estimate> metrics();
}

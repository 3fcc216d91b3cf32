package org.lowerbound.experiment.execution;

import org.lowerbound.experiment.sweep.ResolvedTrial;
import org.lowerbound.training.TrialSpec;

/**
 * A trial that is checked and ready to run.
 *
 * @param resolved its place in the sweep, identity and resolved config
 * @param spec what the config describes
 */
public record PlannedTrial(ResolvedTrial resolved, TrialSpec spec) {
  /** Returns the trial's identity. */
  public String id() {
    return resolved.id();
  }

  /** Returns what tells the trial from the others, for people. */
  public String label() {
    return resolved.trial().label();
  }
}

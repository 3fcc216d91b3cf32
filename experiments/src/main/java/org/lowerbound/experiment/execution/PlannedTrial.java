package org.lowerbound.experiment.execution;

import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.time.Instant;
import org.lowerbound.experiment.console.PlainText;
import org.lowerbound.experiment.sweep.ResolvedTrial;
import org.lowerbound.experiment.watch.WatchedTrial;
import org.lowerbound.training.TrialSpec;

/**
 * A trial that is checked and ready to run.
 *
 * @param resolved its place in the sweep, identity and resolved config
 * @param spec what the config describes
 * @param identity what makes its training and its numbers the same as another's
 * @param plugins the SHA-256 of each plug-in that the spec is made of, by its file's name
 */
public record PlannedTrial(
    ResolvedTrial resolved,
    TrialSpec spec,
    Identity identity,
    ImmutableMap<String, String> plugins) {
  /** Returns the trial's identity. */
  public String id() {
    return resolved.id();
  }

  /** Returns the hash of all its config. */
  String configHash() {
    return resolved.configHash();
  }

  /** Returns the trial as watchers know it. */
  WatchedTrial watched(Path folder, Instant startedAt, boolean fresh) {
    return new WatchedTrial(
        id(), label(), resolved.trial().overrides(), resolved.config(), folder, startedAt, fresh);
  }

  /** Returns what tells the trial from the others, for people. */
  public String label() {
    return PlainText.oneLine(resolved.trial().label());
  }
}

package org.lowerbound.experiment.execution;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetSpec;
import org.lowerbound.experiment.console.PlainText;
import org.lowerbound.experiment.execution.SweepOrigins.Need;
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
 * @param origin the trial that it starts from, if any; known once the plan is checked
 */
public record PlannedTrial(
    ResolvedTrial resolved,
    TrialSpec spec,
    Identity identity,
    ImmutableMap<String, String> plugins,
    Optional<InitOrigin> origin) {
  /** Checks that only a trial whose spec says so has an origin. */
  public PlannedTrial {
    checkArgument(
        origin.isEmpty() || spec.init().isPresent(), "%s starts from nothing", resolved.id());
  }

  /** Returns the trial's identity. */
  public String id() {
    return resolved.id();
  }

  /** Returns the same, of which it is now known what data its metrics and figures read besides. */
  PlannedTrial reading(Function<DatasetSpec, Dataset> data) {
    return new PlannedTrial(
        resolved, spec, identity.reading(spec.evaluation(), data), plugins, origin);
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

  /** Returns the same, of which it is now known whose samples it trains on. */
  PlannedTrial on(SampledData data) {
    return new PlannedTrial(resolved, spec.withDataset(data), identity, plugins, origin);
  }

  /**
   * Returns the ids of the trials of the same sweep that are to run before: the one that this
   * starts from, the one whose samples it trains on.
   */
  ImmutableSet<String> originsInSweep() {
    return Stream.of(Need.values())
        .flatMap(need -> origin(need).flatMap(InitOrigin::inSweep).stream())
        .collect(ImmutableSet.toImmutableSet());
  }

  /** Returns the trial that this one needs for something, if it does. */
  Optional<InitOrigin> origin(Need need) {
    return switch (need) {
      case PARAMETERS -> origin;
      case SAMPLES -> SampledData.origin(spec.dataset());
    };
  }

  /** Returns the trial that this one starts from, if it does, for people. */
  public Optional<String> originName() {
    return name(Need.PARAMETERS);
  }

  /** Returns the trial whose samples this one trains on, if it does, for people. */
  public Optional<String> samplesName() {
    return name(Need.SAMPLES);
  }

  private Optional<String> name(Need need) {
    return origin(need).map(from -> PlainText.oneLine(from.name()));
  }

  /** Returns what tells the trial from the others, for people. */
  public String label() {
    return PlainText.oneLine(resolved.trial().label());
  }
}

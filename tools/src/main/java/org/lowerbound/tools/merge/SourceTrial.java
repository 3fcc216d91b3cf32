package org.lowerbound.tools.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.nio.file.Path;
import java.util.Optional;
import org.lowerbound.experiment.result.Provenance.DatasetId;
import org.lowerbound.experiment.result.TrialNumbers;
import org.lowerbound.experiment.result.TrialResult;
import org.lowerbound.experiment.result.TrialStatus;
import org.lowerbound.tools.compare.SweepConfigs;

/**
 * A trial of one of the results that are merged.
 *
 * @param source which of them
 * @param id its identity
 * @param overrides what the axes set for it, by path
 * @param numbers what it gave, by its own file or by the table; empty if it has not run
 * @param unsure columns of which the table does not tell which trials of the row have a value
 * @param config its config with all defaults, if its folder has it
 * @param ofSweep its config as the sweep has it, without defaults, if the sweep is there
 * @param dataset which data it saw, if that is told of it alone
 * @param folder its folder, if there is one
 */
record SourceTrial(
    Source source,
    String id,
    ImmutableMap<String, JsonNode> overrides,
    Optional<? extends TrialNumbers> numbers,
    ImmutableSet<String> unsure,
    Optional<JsonNode> config,
    Optional<JsonNode> ofSweep,
    Optional<DatasetId> dataset,
    Optional<Path> folder) {

  /**
   * Where trials are from.
   *
   * @param name the path, as it was given
   * @param number its place among the results, from 0
   */
  record Source(String name, int number) {}

  /** Returns one text for what the axes set, in whatever order. */
  String key() {
    return SweepConfigs.key(overrides);
  }

  /** Returns the part of the overrides that tells rows apart. */
  ImmutableMap<String, JsonNode> row(Iterable<String> paths) {
    ImmutableMap.Builder<String, JsonNode> row = ImmutableMap.builder();
    for (String path : paths) {
      Optional.ofNullable(overrides.get(path)).ifPresent(value -> row.put(path, value));
    }
    return row.buildOrThrow();
  }

  Optional<TrialStatus> status() {
    return numbers.map(TrialNumbers::status);
  }

  /** Returns the trial's own file, if there is one. */
  Optional<TrialResult> result() {
    return numbers.filter(TrialResult.class::isInstance).map(TrialResult.class::cast);
  }
}

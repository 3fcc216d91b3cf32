package org.lowerbound.tools.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.experiment.result.ExampleValues;
import org.lowerbound.experiment.result.Provenance;
import org.lowerbound.experiment.result.Provenance.DatasetId;
import org.lowerbound.experiment.result.TrialResult;
import org.lowerbound.experiment.statistics.MeanDifference.Mean;

/**
 * A completed trial of one side.
 *
 * @param overrides what sets it apart from the others of its row
 * @param values its numbers by column, as far as it is known that they are its own
 * @param folder where its files are, if they are there
 * @param result its result, if it is there
 * @param dataset the data that it has seen, if that is known
 * @param resolved its config with all defaults, if it is there
 * @param written its config as the sweep has it, if that is there
 */
public record SideTrial(
    ImmutableMap<String, JsonNode> overrides,
    ImmutableMap<String, Double> values,
    Optional<Path> folder,
    Optional<TrialResult> result,
    Optional<DatasetId> dataset,
    Optional<JsonNode> resolved,
    Optional<JsonNode> written) {
  private static final String SEED = "seed";

  /** Stands for the seed of a config that gives none: two such have the same. */
  private static final String DEFAULT_SEED = "default";

  /**
   * Returns what a trial must share with another to be its partner: its seed, and all else that
   * sets it apart from the others of its row; none if its seed is not known.
   */
  Optional<String> key() {
    ImmutableMap<String, JsonNode> others =
        overrides.entrySet().stream()
            .filter(entry -> !entry.getKey().equals(SEED))
            .collect(ImmutableMap.toImmutableMap(e -> e.getKey(), e -> e.getValue()));
    return seed().map(seed -> seed + " " + SweepConfigs.key(others));
  }

  private Optional<String> seed() {
    return Stream.of(
            Optional.ofNullable(overrides.get(SEED)).map(JsonNode::asText),
            resolved.map(config -> config.path(SEED).asText(DEFAULT_SEED)),
            written.map(config -> config.path(SEED).asText(DEFAULT_SEED)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Returns a number with its error over examples, if the trial's result is there to tell it. */
  Mean mean(String column) {
    double value = values.get(column);
    Optional<Estimate> estimate =
        result
            .map(r -> r.metrics().get(column))
            // A table of other numbers than those of the result is not explained by it.
            .filter(e -> e.value() == value);
    return new Mean(
        value,
        estimate.map(Estimate::standardError).orElseGet(OptionalDouble::empty),
        estimate.map(e -> OptionalLong.of(e.n())).orElseGet(OptionalLong::empty));
  }

  /** Returns what the number is the mean of, an example each, if the trial has kept it. */
  Optional<double[]> examples(String column) {
    return folder.isEmpty() || result.isEmpty()
        ? Optional.empty()
        : ExampleValues.of(folder.get(), result.get(), column);
  }

  /** Returns where its numbers come from. */
  Optional<Provenance> provenance() {
    return result.map(TrialResult::provenance);
  }
}

package org.lowerbound.experiment.result;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableMap.toImmutableMap;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSetMultimap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lowerbound.experiment.result.Provenance.DatasetId;

/**
 * How a table was made, as far as its trials tell: those of older versions tell less.
 *
 * @param command the command that makes it again; empty if a program made it
 * @param configHash the SHA-256 of the sweep as it was resolved, with all defaults: of the config
 *     hashes of all its trials, in order
 * @param executions how the trials were run
 * @param data what was made of each data set
 * @param plugins the SHA-256 of each plug-in, by its file's name
 * @param seeds the trials' seeds
 * @param parameters the numbers of trainable values
 * @param wallSeconds the time that the trials took, summed up; empty without trials
 */
public record Making(
    Optional<RunCommand> command,
    Optional<String> configHash,
    ImmutableList<Execution> executions,
    ImmutableMap<DatasetId, DataUse> data,
    ImmutableSetMultimap<String, String> plugins,
    ImmutableList<Long> seeds,
    ImmutableList<Long> parameters,
    OptionalDouble wallSeconds) {
  /** Of a table that tells nothing of it. */
  public static final Making UNKNOWN = union(ImmutableList.of(), OptionalDouble.empty());

  /** Returns what the result of a trial tells. */
  static Making of(TrialResult trial) {
    Provenance provenance = trial.provenance();
    Optional<Circumstances> told = provenance.circumstances();
    return new Making(
        Optional.empty(),
        Optional.empty(),
        told.stream().map(Circumstances::execution).collect(toImmutableList()),
        provenance.use().stream().collect(toImmutableMap(use -> provenance.dataset(), use -> use)),
        ImmutableSetMultimap.copyOf(provenance.plugins().asMultimap()),
        told.stream().map(Circumstances::seed).collect(toImmutableList()),
        trial.training().stream().map(Training::parameters).collect(toImmutableList()),
        OptionalDouble.of(trial.timing().wallSeconds()));
  }

  /**
   * Returns how several tables in one were made, which no single command makes.
   *
   * @param wallSeconds the time that the trials took, if that is known of all
   */
  static Making union(List<Making> tables, OptionalDouble wallSeconds) {
    ImmutableSetMultimap.Builder<String, String> plugins = ImmutableSetMultimap.builder();
    tables.forEach(table -> plugins.putAll(table.plugins()));
    return new Making(
        Optional.empty(),
        Optional.empty(),
        tables.stream()
            .flatMap(table -> table.executions().stream())
            .distinct()
            .collect(toImmutableList()),
        tables.stream()
            .flatMap(table -> table.data().entrySet().stream())
            .collect(
                toImmutableMap(Map.Entry::getKey, Map.Entry::getValue, (first, second) -> first)),
        plugins.build(),
        tables.stream()
            .flatMap(table -> table.seeds().stream())
            .distinct()
            .sorted()
            .collect(toImmutableList()),
        tables.stream()
            .flatMap(table -> table.parameters().stream())
            .distinct()
            .collect(toImmutableList()),
        wallSeconds);
  }

  /** Returns the same, made by a command from a sweep. */
  Making by(Optional<RunCommand> newCommand, String newConfigHash) {
    return new Making(
        newCommand,
        Optional.of(newConfigHash),
        executions,
        data,
        plugins,
        seeds,
        parameters,
        wallSeconds);
  }
}

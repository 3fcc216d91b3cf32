package org.lowerbound.tools.compare;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableMap.toImmutableMap;
import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.collect.Maps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.config.SpecReader;
import org.lowerbound.experiment.config.SpecTypes;
import org.lowerbound.experiment.result.Cell;
import org.lowerbound.experiment.result.Provenance;
import org.lowerbound.experiment.result.Provenance.DatasetId;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.result.ResultTable;
import org.lowerbound.experiment.result.ResultTableJson;
import org.lowerbound.experiment.result.RowTrial;
import org.lowerbound.experiment.result.StandardError;
import org.lowerbound.experiment.result.TableRow;
import org.lowerbound.experiment.result.TrialColumns;
import org.lowerbound.experiment.result.TrialFiles;
import org.lowerbound.experiment.result.TrialResult;
import org.lowerbound.experiment.result.TrialResultJson;
import org.lowerbound.experiment.result.TrialStatus;
import org.lowerbound.experiment.statistics.MeanDifference.Mean;
import org.lowerbound.experiment.sweep.Selector;
import org.lowerbound.training.TrialSpec;

/**
 * Reads what is to be compared: a table, with the folders of its trials where they are, or one
 * trial's folder.
 *
 * @param types the names of configs, for the units of a trial's numbers
 */
public record SideReader(SpecTypes types) {
  private static final String TABLE = "table.json";
  private static final String RESULT = "result.json";
  private static final String CONFIG = "config.json";

  /**
   * Reads a path.
   *
   * @param only which trials of a table; all if not given
   * @throws ResultException if there is nothing that can be read
   * @throws ConfigException if the selector chooses no trial
   */
  public Side read(Path path, Optional<Selector> only) {
    if (!Files.exists(path)) {
      throw new ResultException("there is no file or folder " + path);
    }
    if (Files.isRegularFile(path)) {
      return path.getFileName().toString().equals(RESULT)
          ? trial(TableTrials.folder(path), only)
          : table(path, only);
    }
    if (Files.isRegularFile(path.resolve(TABLE))) {
      return table(path.resolve(TABLE), only);
    }
    if (Files.isRegularFile(path.resolve(RESULT))) {
      return trial(path, only);
    }
    throw new ResultException(
        Files.isRegularFile(path.resolve(CONFIG)) || Files.isRegularFile(path.resolve("sweep.json"))
            ? "%s has no numbers yet; the runner makes them".formatted(path)
            : "%s is neither a sweep's folder, which has a %s, nor a trial's, which has a %s"
                .formatted(path, TABLE, RESULT));
  }

  private Side table(Path file, Optional<Selector> only) {
    ResultTable table = ResultTableJson.read(file);
    TableTrials trials = TableTrials.of(table, file);
    ImmutableSet<Integer> chosen =
        only.map(selector -> ImmutableSet.copyOf(selector.choose(trials.candidates())))
            .orElseGet(
                () ->
                    IntStream.range(0, trials.candidates().size())
                        .boxed()
                        .collect(toImmutableSet()));
    SweepConfigs sweep = SweepConfigs.beside(file);
    ImmutableList.Builder<SideRow> rows = ImmutableList.builder();
    int place = 0;
    for (TableRow row : table.rows()) {
      ImmutableSet.Builder<RowTrial> wanted = ImmutableSet.builder();
      for (RowTrial trial : row.trials()) {
        if (chosen.contains(place++)) {
          wanted.add(trial);
        }
      }
      if (!wanted.build().isEmpty()) {
        rows.add(row(table, row, wanted.build(), TableTrials.folder(file), sweep));
      }
    }
    ImmutableList<SideRow> read = rows.build();
    ImmutableList<Provenance> provenances =
        read.stream()
            .flatMap(row -> row.trials().stream())
            .flatMap(trial -> trial.provenance().stream())
            .collect(toImmutableList());
    int completed = read.stream().mapToInt(row -> row.trials().size()).sum();
    return new Side(
        file.toString(),
        "table, %s in %s".formatted(count(chosen.size(), "trial"), count(read.size(), "row")),
        Maps.uniqueIndex(table.columns(), Column::name),
        read,
        completed > 0 && provenances.size() == completed
            ? Facts.of(provenances)
            : Facts.of(table.provenance()));
  }

  static String count(int count, String what) {
    return count == 1 ? "1 " + what : "%d %ss".formatted(count, what);
  }

  private SideRow row(
      ResultTable table,
      TableRow row,
      ImmutableSet<RowTrial> wanted,
      Path folder,
      SweepConfigs sweep) {
    ImmutableList<RowTrial> completed = row.completed();
    ImmutableMap<RowTrial, TrialResult> results = results(completed, folder);
    ImmutableMap<String, ImmutableMap<RowTrial, Double>> byTrial =
        row.metrics().keySet().stream()
            .collect(toImmutableMap(column -> column, column -> byTrial(row, column, results)));
    boolean whole = wanted.size() == row.trials().size();
    ImmutableMap.Builder<String, ImmutableList<Double>> numbers = ImmutableMap.builder();
    ImmutableMap.Builder<String, Mean> errors = ImmutableMap.builder();
    for (Map.Entry<String, Cell> cell : row.metrics().entrySet()) {
      ImmutableMap<RowTrial, Double> own =
          ImmutableMap.copyOf(Maps.filterKeys(byTrial.get(cell.getKey()), wanted::contains));
      ImmutableList<Double> values = whole ? cell.getValue().values() : own.values().asList();
      if (values.isEmpty()) {
        continue; // No completed trial that was chosen has it, or nobody knows which has.
      }
      numbers.put(cell.getKey(), values);
      if (values.size() == 1) {
        Optional<Estimate> estimate =
            own.keySet().stream()
                .flatMap(trial -> Optional.ofNullable(results.get(trial)).stream())
                .flatMap(r -> Optional.ofNullable(r.metrics().get(cell.getKey())).stream())
                .filter(e -> e.value() == values.get(0))
                .findFirst();
        errors.put(cell.getKey(), mean(values.get(0), cell.getValue(), estimate));
      }
    }
    ImmutableSetMultimap.Builder<String, String> reservations = ImmutableSetMultimap.builder();
    for (Column column : table.columns()) {
      Optional.ofNullable(row.metrics().get(column.name()))
          .ifPresent(cell -> reservations.putAll(column.name(), cell.reservations(column)));
    }
    Optional<DatasetId> only =
        table.provenance().datasets().size() == 1
            ? Optional.of(table.provenance().datasets().get(0))
            : Optional.empty();
    ImmutableList<SideTrial> trials =
        completed.stream()
            .filter(wanted::contains)
            .map(
                trial ->
                    trial(
                        row,
                        trial,
                        byTrial,
                        TrialFiles.folder(folder, trial.id()),
                        Optional.ofNullable(results.get(trial)),
                        only,
                        sweep))
            .collect(toImmutableList());
    return new SideRow(
        row.overrides(),
        numbers.buildOrThrow(),
        errors.buildOrThrow(),
        reservations.build(),
        row.published().stream().collect(toImmutableList()),
        trials,
        wanted.size() - trials.size());
  }

  /** Returns the error over examples of a single value: the trial's own, or what the table has. */
  private static Mean mean(double value, Cell cell, Optional<Estimate> estimate) {
    OptionalDouble ofTable =
        cell.standardError()
            .filter(error -> error.over() == StandardError.Over.EXAMPLES)
            .map(error -> OptionalDouble.of(error.value()))
            .orElseGet(OptionalDouble::empty);
    return new Mean(
        value,
        estimate.map(Estimate::standardError).orElse(ofTable),
        estimate.map(e -> OptionalLong.of(e.n())).orElseGet(OptionalLong::empty));
  }

  private static SideTrial trial(
      TableRow row,
      RowTrial trial,
      ImmutableMap<String, ImmutableMap<RowTrial, Double>> byTrial,
      Path folder,
      Optional<TrialResult> result,
      Optional<DatasetId> ofTable,
      SweepConfigs sweep) {
    ImmutableMap.Builder<String, Double> values = ImmutableMap.builder();
    byTrial.forEach(
        (column, own) -> {
          if (own.containsKey(trial)) {
            values.put(column, own.get(trial));
          }
        });
    return new SideTrial(
        trial.overrides(),
        values.buildOrThrow(),
        Files.isDirectory(folder) ? Optional.of(folder) : Optional.empty(),
        result,
        result.map(r -> r.provenance().dataset()).or(() -> ofTable),
        config(folder),
        sweep.trial(TableTrials.overrides(row, trial)).map(t -> t.config()));
  }

  private static ImmutableMap<RowTrial, TrialResult> results(
      ImmutableList<RowTrial> trials, Path folder) {
    Map<RowTrial, TrialResult> results = new HashMap<>();
    for (RowTrial trial : trials) {
      Path file = TrialFiles.folder(folder, trial.id()).resolve(RESULT);
      if (Files.isRegularFile(file)) {
        results.put(trial, TrialResultJson.read(file));
      }
    }
    return ImmutableMap.copyOf(results);
  }

  /**
   * Returns a column's value of each trial; where some lack it, their results tell which have it.
   */
  private static ImmutableMap<RowTrial, Double> byTrial(
      TableRow row, String column, ImmutableMap<RowTrial, TrialResult> results) {
    ImmutableMap<RowTrial, Double> all = row.byTrial(column);
    ImmutableList<RowTrial> having =
        row.completed().stream()
            .filter(trial -> results.containsKey(trial))
            .filter(trial -> results.get(trial).metrics().containsKey(column))
            .collect(toImmutableList());
    ImmutableList<Double> values = row.metrics().get(column).values();
    return all.isEmpty() && having.size() == values.size()
        ? IntStream.range(0, values.size())
            .boxed()
            .collect(toImmutableMap(having::get, values::get))
        : all;
  }

  private Side trial(Path folder, Optional<Selector> only) {
    if (only.isPresent()) {
      throw new ResultException(
          "%s chooses among the trials of a sweep, but %s is a trial"
              .formatted(only.get().where(), folder));
    }
    TrialResult result = TrialResultJson.read(folder.resolve(RESULT));
    if (result.status() != TrialStatus.COMPLETED) {
      throw new ResultException(
          "%s: the trial %s%s"
              .formatted(
                  folder,
                  result.status() == TrialStatus.DIVERGED ? "diverged" : "failed",
                  result.message().map(message -> ": " + message).orElse("")));
    }
    Optional<JsonNode> config = config(folder);
    ImmutableMap<String, Double> values =
        ImmutableMap.copyOf(Maps.transformValues(result.metrics(), Estimate::value));
    SideTrial trial =
        new SideTrial(
            ImmutableMap.of(),
            values,
            Optional.of(folder),
            Optional.of(result),
            Optional.of(result.provenance().dataset()),
            config,
            Optional.empty());
    ImmutableMap<String, Column> known = known(config, folder);
    ImmutableMap<String, Column> columns =
        Maps.toMap(
            values.keySet(),
            name -> known.getOrDefault(name, new Column(name, "", Column.Better.NEITHER, "")));
    ImmutableSetMultimap.Builder<String, String> reservations = ImmutableSetMultimap.builder();
    result
        .metrics()
        .forEach(
            (name, number) ->
                reservations.putAll(
                    name, Cell.of(ImmutableList.of(number)).reservations(columns.get(name))));
    SideRow row =
        new SideRow(
            ImmutableMap.of(),
            ImmutableMap.copyOf(Maps.transformValues(values, ImmutableList::of)),
            ImmutableMap.copyOf(Maps.asMap(values.keySet(), trial::mean)),
            reservations.build(),
            ImmutableList.of(),
            ImmutableList.of(trial),
            0);
    return new Side(
        folder.toString(),
        "trial " + result.id(),
        columns,
        ImmutableList.of(row),
        Facts.of(ImmutableList.of(result.provenance())));
  }

  /** Returns what is known of columns: by the table of the trial's sweep, and by its config. */
  private ImmutableMap<String, Column> known(Optional<JsonNode> config, Path folder) {
    Map<String, Column> known = new HashMap<>();
    TrialColumns.ALL.forEach(column -> known.put(column.name(), column));
    config.ifPresent(
        json -> {
          try {
            new SpecReader(types)
                .read(json, TrialSpec.class, "trial")
                .evaluation()
                .possibleColumns()
                .forEach(column -> known.put(column.name(), column));
          } catch (ConfigException e) {
            // Of another version, or with plug-ins that are not here.
          }
        });
    Path table = folder.toAbsolutePath().resolve("../..").normalize().resolve(TABLE);
    if (Files.isRegularFile(table)) {
      ResultTableJson.read(table).columns().forEach(column -> known.put(column.name(), column));
    }
    return ImmutableMap.copyOf(known);
  }

  private static Optional<JsonNode> config(Path folder) {
    Path file = folder.resolve(CONFIG);
    return Files.isRegularFile(file) ? Optional.of(Json.read(file)) : Optional.empty();
  }
}

package org.lowerbound.tools.merge;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lowerbound.evaluation.Caveats;
import org.lowerbound.evaluation.Chance;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.execution.TrialActivity;
import org.lowerbound.experiment.result.Cell;
import org.lowerbound.experiment.result.Provenance.DatasetId;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.result.ResultTable;
import org.lowerbound.experiment.result.ResultTableJson;
import org.lowerbound.experiment.result.RowTrial;
import org.lowerbound.experiment.result.TableRow;
import org.lowerbound.experiment.result.TrialFiles;
import org.lowerbound.experiment.result.TrialNumbers;
import org.lowerbound.experiment.result.TrialResult;
import org.lowerbound.experiment.result.TrialResultJson;
import org.lowerbound.experiment.result.TrialStatus;
import org.lowerbound.experiment.sweep.Sweep;
import org.lowerbound.experiment.sweep.SweepFile;
import org.lowerbound.experiment.sweep.Trial;
import org.lowerbound.tools.compare.SweepConfigs;
import org.lowerbound.tools.compare.TableTrials;

/** Reads a result: its table, the files of its trials where they are, its sweep if it is there. */
final class SourceReader {
  private static final String TABLE = "table.json";
  private static final String SWEEP = "sweep.json";

  private final String name;
  private final int number;
  private final Path folder;
  private final ResultTable table;
  private final Optional<Sweep> sweep;

  private SourceReader(
      String name, int number, Path folder, ResultTable table, Optional<Sweep> sweep) {
    this.name = name;
    this.number = number;
    this.folder = folder;
    this.table = table;
    this.sweep = sweep;
  }

  /**
   * Reads a path.
   *
   * @param name a sweep's folder or its table
   * @param number its place among the results, from 0
   * @throws ResultException if there is no result, or it is not finished being written
   */
  static MergeSource read(String name, int number) {
    Path path = Path.of(name);
    Path file = Files.isDirectory(path) ? path.resolve(TABLE) : path;
    if (!Files.exists(path)) {
      throw new ResultException("there is no file or folder " + name);
    }
    if (!Files.isRegularFile(file)) {
      throw new ResultException(
          "%s has no %s: it is no sweep's folder, or none of its trials has run"
              .formatted(name, TABLE));
    }
    Path folder = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
    TrialActivity.anyLocked(folder)
        .ifPresent(
            trial -> {
              throw new ResultException(
                  "%s: a process runs its trial %s; merge when it is done".formatted(name, trial));
            });
    Optional<Sweep> sweep =
        Files.isRegularFile(folder.resolve(SWEEP))
            ? Optional.of(SweepFile.read(folder.resolve(SWEEP)))
            : Optional.empty();
    return new SourceReader(name, number, folder, ResultTableJson.read(file), sweep).source();
  }

  private MergeSource source() {
    Map<String, Trial> ofSweep = new HashMap<>();
    sweep.ifPresent(
        s -> s.trials().forEach(trial -> ofSweep.put(SweepConfigs.key(trial.overrides()), trial)));
    ImmutableList.Builder<SourceTrial> trials = ImmutableList.builder();
    for (TableRow row : table.rows()) {
      ImmutableSet<String> unsure = unsure(row);
      ImmutableMap<RowTrial, TrialNumbers> numbers = numbers(row);
      for (RowTrial trial : row.trials()) {
        ImmutableMap<String, JsonNode> overrides = TableTrials.overrides(row, trial);
        trials.add(
            trial(
                trial,
                Optional.ofNullable(ofSweep.get(SweepConfigs.key(overrides))),
                overrides,
                Optional.ofNullable(numbers.get(trial)),
                unsure));
      }
    }
    // A table that is sorted does not tell the order of the sweep; it stands where there is none.
    return new MergeSource(
        name,
        table,
        sweep,
        ImmutableList.sortedCopyOf(
            Comparator.comparingInt(
                (SourceTrial trial) ->
                    Optional.ofNullable(ofSweep.get(trial.key()))
                        .map(Trial::index)
                        .orElse(Integer.MAX_VALUE)),
            trials.build()));
  }

  private SourceTrial trial(
      RowTrial trial,
      Optional<Trial> ofSweep,
      ImmutableMap<String, JsonNode> overrides,
      Optional<TrialNumbers> ofTable,
      ImmutableSet<String> unsure) {
    Path trialFolder = TrialFiles.folder(folder, trial.id());
    Optional<TrialResult> result = result(trialFolder, trial.id());
    Path config = trialFolder.resolve("config.json");
    ImmutableList<DatasetId> datasets = table.provenance().datasets();
    return new SourceTrial(
        new SourceTrial.Source(name, number),
        trial.id(),
        ofSweep.map(Trial::overrides).orElse(overrides),
        result.isPresent() ? result : ofTable,
        result.isPresent() ? ImmutableSet.of() : unsure,
        Files.isRegularFile(config) ? Optional.of(Json.read(config)) : Optional.empty(),
        ofSweep.map(Trial::config),
        result
            .map(r -> r.provenance().dataset())
            .or(() -> datasets.size() == 1 ? Optional.of(datasets.get(0)) : Optional.empty()),
        Files.isDirectory(trialFolder) ? Optional.of(trialFolder) : Optional.empty());
  }

  private static Optional<TrialResult> result(Path trialFolder, String id) {
    Path file = trialFolder.resolve("result.json");
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    TrialResult result = TrialResultJson.read(file);
    if (!result.id().equals(id)) {
      throw new ResultException("%s is of the trial %s".formatted(file, result.id()));
    }
    return Optional.of(result);
  }

  /** Returns the columns that some completed trials of a row lack: the table says not which. */
  private static ImmutableSet<String> unsure(TableRow row) {
    int completed = row.completed().size();
    return row.metrics().entrySet().stream()
        .filter(cell -> cell.getValue().n() != completed)
        .map(Map.Entry::getKey)
        .collect(ImmutableSet.toImmutableSet());
  }

  /**
   * Returns what the table tells of a row's trials. Values of which it does not tell whose they are
   * go to the first trials: their mean is the same, and {@link SourceTrial#unsure} has the columns.
   */
  private static ImmutableMap<RowTrial, TrialNumbers> numbers(TableRow row) {
    ImmutableList<RowTrial> completed = row.completed();
    ImmutableMap.Builder<RowTrial, TrialNumbers> numbers = ImmutableMap.builder();
    for (RowTrial trial : row.trials().stream().distinct().collect(toImmutableList())) {
      int place = completed.indexOf(trial);
      ImmutableMap.Builder<String, Estimate> metrics = ImmutableMap.builder();
      row.metrics()
          .forEach(
              (column, cell) -> {
                if (place >= 0 && place < cell.n()) {
                  metrics.put(column, estimate(cell, place));
                }
              });
      trial
          .status()
          .ifPresent(
              (TrialStatus status) ->
                  numbers.put(
                      trial, new TableNumbers(status, metrics.buildOrThrow(), trial.facts())));
    }
    return numbers.buildOrThrow();
  }

  /** The error of a single trial is its own. */
  private static Estimate estimate(Cell cell, int place) {
    OptionalDouble error =
        cell.n() == 1
            ? cell.standardError().stream().mapToDouble(e -> e.value()).findFirst()
            : OptionalDouble.empty();
    return new Estimate(cell.values().get(place), error, 1, caveats(cell, place));
  }

  /** Returns a trial's part: all parts together are what is to be known of the mean. */
  private static Caveats caveats(Cell cell, int place) {
    Caveats all = cell.caveats();
    return new Caveats(
        all.chance()
            .map(mean -> new Chance(mean.mean(), mean.standardDeviation() * Math.sqrt(cell.n()))),
        all.dominance(),
        all.largestWeight(),
        all.weightTails().filter(tails -> place == 0), // Counts of examples, which are added up.
        all.ideal(),
        all.findings());
  }
}

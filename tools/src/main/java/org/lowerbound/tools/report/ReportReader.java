package org.lowerbound.tools.report;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableMap.toImmutableMap;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.evaluation.Column;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.config.SpecTypes;
import org.lowerbound.experiment.execution.SweepPlan;
import org.lowerbound.experiment.execution.TrialActivity;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.result.ResultTable;
import org.lowerbound.experiment.result.ResultTableJson;
import org.lowerbound.experiment.result.RowTrial;
import org.lowerbound.experiment.result.TableRow;
import org.lowerbound.experiment.result.TrialFiles;
import org.lowerbound.experiment.result.TrialResult;
import org.lowerbound.experiment.result.TrialResultJson;
import org.lowerbound.experiment.result.TrialStatus;
import org.lowerbound.experiment.sweep.SweepFile;

/**
 * Reads what a sweep has left behind. Files of trials that are not there, or that cannot be read,
 * leave holes that the page tells of.
 *
 * @param types the names of configs, for a sweep that has no table yet
 * @param source where data sets are, for the same
 */
public record ReportReader(SpecTypes types, DataSource source) {
  private static final String PROVENANCE = "provenance";

  /**
   * Reads a sweep.
   *
   * @param path its folder, or a {@code table.json}
   * @throws ResultException if there is neither a table nor a sweep
   */
  SweepReport read(Path path) {
    boolean isFolder = Files.isDirectory(path);
    Path file = isFolder ? path.resolve("table.json") : path;
    Path folder = isFolder ? path : Optional.ofNullable(path.getParent()).orElse(Path.of(""));
    Path sweepFile = folder.resolve("sweep.json");
    if (isFolder && !Files.exists(file) && Files.isRegularFile(sweepFile)) {
      return report(folder, beforeResults(sweepFile), Optional.empty(), sweepFile);
    }
    if (isFolder && !Files.exists(file)) {
      throw new ResultException(
          "%s is not a sweep's folder, which has a table.json or a sweep.json".formatted(folder));
    }
    ResultTable table = ResultTableJson.read(file);
    return report(folder, table, Optional.of(Json.read(file).path(PROVENANCE)), sweepFile);
  }

  /** Returns the table of a sweep of which no trial has ended. */
  private ResultTable beforeResults(Path file) {
    try {
      return SweepPlan.of(SweepFile.read(file), types, source).tableWithoutResults();
    } catch (ConfigException e) {
      throw new ResultException(
          "there is no table.json yet, and %s cannot be read: %s".formatted(file, e.getMessage()),
          e);
    }
  }

  private static SweepReport report(
      Path folder, ResultTable table, Optional<JsonNode> provenance, Path sweepFile) {
    ImmutableList.Builder<ReportTrial> trials = ImmutableList.builder();
    for (int i = 0; i < table.rows().size(); i++) {
      TableRow row = table.rows().get(i);
      ImmutableMap<String, ImmutableMap<RowTrial, Double>> values =
          table.columns().stream()
              .map(Column::name)
              .collect(toImmutableMap(column -> column, row::byTrial));
      for (int place = 0; place < row.trials().size(); place++) {
        RowTrial trial = row.trials().get(place);
        trials.add(trial(folder, i, place, trial, overrides(row, trial), ofTrial(values, trial)));
      }
    }
    return new SweepReport(
        folder, table, provenance, json(sweepFile), trials.build(), sheets(folder));
  }

  private static ImmutableMap<String, JsonNode> overrides(TableRow row, RowTrial trial) {
    return ImmutableMap.<String, JsonNode>builder()
        .putAll(row.overrides())
        .putAll(trial.overrides())
        .buildKeepingLast();
  }

  private static ImmutableMap<String, Double> ofTrial(
      ImmutableMap<String, ImmutableMap<RowTrial, Double>> values, RowTrial trial) {
    return values.entrySet().stream()
        .filter(column -> column.getValue().containsKey(trial))
        .collect(toImmutableMap(c -> c.getKey(), c -> c.getValue().get(trial)));
  }

  private static ReportTrial trial(
      Path sweepFolder,
      int row,
      int place,
      RowTrial trial,
      ImmutableMap<String, JsonNode> overrides,
      ImmutableMap<String, Double> values) {
    // An id is a name, never a way to somewhere else.
    boolean named = trial.id().matches("[A-Za-z0-9_-]+");
    Path folder = TrialFiles.folder(sweepFolder, named ? trial.id() : "_");
    ImmutableList.Builder<String> troubles = ImmutableList.builder();
    Optional<TrialResult> result =
        reading(TrialFiles.result(folder), troubles, TrialResultJson::read);
    boolean running = TrialActivity.isRunning(folder);
    return new ReportTrial(
        trial.id(),
        row,
        place,
        overrides,
        status(trial.status(), result.map(TrialResult::status)),
        folder,
        Files.isDirectory(folder),
        values,
        result,
        result.flatMap(r -> json(TrialFiles.result(folder))),
        reading(TrialFiles.config(folder), troubles, Json::read),
        curve(TrialFiles.curve(folder)),
        TrialFiles.figureNames(folder),
        troubles.build(),
        running);
  }

  /**
   * Returns how a trial ended: by its own result, as the table is written less often, but for a
   * number that is not finite, which makes the table call it diverged.
   */
  private static Optional<TrialStatus> status(
      Optional<TrialStatus> inTable, Optional<TrialStatus> own) {
    return own.equals(Optional.of(TrialStatus.COMPLETED))
            && inTable.equals(Optional.of(TrialStatus.DIVERGED))
        ? inTable
        : own.or(() -> inTable);
  }

  private interface Reading<T> {
    T read(Path file);
  }

  private static <T> Optional<T> reading(
      Path file, ImmutableList.Builder<String> troubles, Reading<T> reading) {
    try {
      return Files.isRegularFile(file) ? Optional.of(reading.read(file)) : Optional.empty();
    } catch (ResultException | ConfigException e) {
      troubles.add(e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<JsonNode> json(Path file) {
    return reading(file, ImmutableList.builder(), Json::read);
  }

  /** Returns the epochs of a curve; a line that is being written, or damaged, is passed over. */
  private static ImmutableList<JsonNode> curve(Path file) {
    List<String> lines;
    try {
      lines = Files.isRegularFile(file) ? readLines(file) : List.of();
    } catch (IOException e) {
      throw new ResultException("cannot read " + file + ": " + e.getMessage(), e);
    }
    return lines.stream().flatMap(line -> epoch(line, file).stream()).collect(toImmutableList());
  }

  private static List<String> readLines(Path file) throws IOException {
    return new String(Files.readAllBytes(file), UTF_8).lines().toList();
  }

  private static Optional<JsonNode> epoch(String line, Path file) {
    try {
      return Optional.of(Json.parse(line, file.toString())).filter(JsonNode::isObject);
    } catch (ConfigException e) {
      return Optional.empty();
    }
  }

  /** Returns the pictures beside a table, sorted. */
  private static ImmutableList<Path> sheets(Path folder) {
    if (!Files.isDirectory(folder)) {
      return ImmutableList.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".png"))
          .sorted()
          .collect(toImmutableList());
    } catch (IOException e) {
      throw new ResultException("cannot read " + folder + ": " + e.getMessage(), e);
    }
  }
}

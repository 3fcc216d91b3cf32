package org.lowerbound.tools;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.beust.jcommander.ParameterException;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Iterables;
import java.util.List;
import java.util.stream.Collectors;
import org.lowerbound.experiment.result.Names;
import org.lowerbound.experiment.result.RowLabel;
import org.lowerbound.experiment.result.TableRow;

/**
 * Which settings of a sweep tell the rows of a sheet apart, and which its columns.
 *
 * @param rows the paths of the settings, such as {@code objective.beta}
 * @param columns the same for the columns
 */
record SheetAxes(ImmutableList<String> rows, ImmutableList<String> columns) {
  /** Names of parameters that have a letter in papers. */
  private static final ImmutableMap<String, String> LETTERS =
      ImmutableMap.of("alpha", "α", "beta", "β", "gamma", "γ", "lambda", "λ", "sigma", "σ");

  /**
   * Returns the axes of a sheet.
   *
   * @param paths the settings that tell the table's rows apart
   * @param rows those that are asked for as rows; may be empty
   * @param columns those that are asked for as columns; may be empty
   * @param stacked whether the settings of a single axis are rows
   * @throws ParameterException if a setting is not known, asked for twice or left out
   */
  static SheetAxes of(
      ImmutableList<String> paths, List<String> rows, List<String> columns, boolean stacked) {
    ImmutableList<String> asRows = known("--rows", rows, paths);
    ImmutableList<String> asColumns = known("--columns", columns, paths);
    ImmutableList<String> rest =
        paths.stream()
            .filter(path -> !asRows.contains(path) && !asColumns.contains(path))
            .collect(toImmutableList());
    if (asRows.stream().anyMatch(asColumns::contains)) {
      throw new ParameterException("a setting can be of --rows or of --columns, but not of both");
    } else if (!asRows.isEmpty() && !asColumns.isEmpty() && !rest.isEmpty()) {
      throw new ParameterException(
          "--rows and --columns leave out %s: without one of them, the rest is its"
              .formatted(String.join(", ", rest)));
    } else if (!asRows.isEmpty()) {
      return new SheetAxes(asRows, asColumns.isEmpty() ? rest : asColumns);
    } else if (!asColumns.isEmpty()) {
      return new SheetAxes(rest, asColumns);
    } else if (paths.size() < 2) {
      return stacked
          ? new SheetAxes(paths, ImmutableList.of())
          : new SheetAxes(ImmutableList.of(), paths);
    }
    return new SheetAxes(
        paths.subList(0, paths.size() - 1), ImmutableList.of(Iterables.getLast(paths)));
  }

  private static ImmutableList<String> known(
      String option, List<String> asked, ImmutableList<String> paths) {
    return asked.stream()
        .map(
            key ->
                paths.stream()
                    .filter(path -> path.equals(key) || last(path).equals(key))
                    .findFirst()
                    .orElseThrow(
                        () ->
                            new ParameterException(
                                option + ": " + Names.unknown("setting", key, paths))))
        .distinct()
        .collect(toImmutableList());
  }

  /** Returns the heading of the row that a line of the table belongs to. */
  String row(TableRow line) {
    return heading(rows, line);
  }

  /** Returns the heading of its column. */
  String column(TableRow line) {
    return heading(columns, line);
  }

  private static String heading(List<String> paths, TableRow line) {
    return paths.stream()
        .filter(path -> line.overrides().containsKey(path))
        .map(path -> heading(path, line.overrides().get(path)))
        .collect(Collectors.joining(", "));
  }

  /** A name speaks for itself; a number needs to be told what it is. */
  private static String heading(String path, JsonNode value) {
    String text = RowLabel.text(value);
    String key = last(path);
    return value.isTextual() || value.isObject()
        ? text
        : LETTERS.getOrDefault(key, key) + " = " + text.replace('-', '−');
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }
}

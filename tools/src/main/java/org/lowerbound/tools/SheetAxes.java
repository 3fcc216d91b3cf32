package org.lowerbound.tools;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.beust.jcommander.ParameterException;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import java.util.List;
import java.util.stream.Collectors;
import org.lowerbound.experiment.result.TableRow;
import org.lowerbound.tools.text.SettingNames;

/**
 * Which settings of a sweep tell the rows of a sheet apart, and which its columns.
 *
 * @param rows the paths of the settings, such as {@code objective.beta}
 * @param columns the same for the columns
 */
record SheetAxes(ImmutableList<String> rows, ImmutableList<String> columns) {
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
    ImmutableList<String> asRows = SettingNames.known("--rows", rows, paths);
    ImmutableList<String> asColumns = SettingNames.known("--columns", columns, paths);
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
        .map(path -> SettingNames.heading(path, line.overrides().get(path)))
        .collect(Collectors.joining(", "));
  }
}

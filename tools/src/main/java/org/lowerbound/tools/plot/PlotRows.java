package org.lowerbound.tools.plot;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.beust.jcommander.ParameterException;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Iterables;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lowerbound.evaluation.Column;
import org.lowerbound.experiment.config.SpecTypes;
import org.lowerbound.experiment.result.Names;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.sweep.Selector;
import org.lowerbound.tools.compare.Side;
import org.lowerbound.tools.compare.SideReader;
import org.lowerbound.tools.text.SettingNames;

/**
 * The rows of all results that are drawn.
 *
 * @param rows the rows, result by result
 * @param columns the columns that any of them has, by name
 */
public record PlotRows(ImmutableList<PlotRow> rows, ImmutableMap<String, Column> columns) {
  /** Checks that there is something to draw. */
  public PlotRows {
    if (rows.isEmpty()) {
      throw new ResultException("there is no row to draw");
    }
  }

  /**
   * Reads results.
   *
   * @param paths each a sweep's folder, a table's file or a trial's folder
   * @param only for each path which trials of it
   * @param types the names of configs
   * @throws ResultException if one of them cannot be read
   * @throws org.lowerbound.experiment.config.ConfigException if a selector chooses nothing
   */
  public static PlotRows read(List<Path> paths, List<Optional<Selector>> only, SpecTypes types) {
    SideReader reader = new SideReader(types);
    ImmutableList<String> names = names(paths);
    ImmutableList.Builder<PlotRow> rows = ImmutableList.builder();
    ImmutableMap.Builder<String, Column> columns = ImmutableMap.builder();
    for (int i = 0; i < paths.size(); i++) {
      Side side = reader.read(paths.get(i), only.get(i));
      String source = paths.size() == 1 ? "" : names.get(i);
      side.rows().forEach(row -> rows.add(new PlotRow(source, row)));
      columns.putAll(side.columns());
    }
    return new PlotRows(rows.build(), columns.buildKeepingLast());
  }

  /** Returns short names of results: their folders', or their paths where these are the same. */
  private static ImmutableList<String> names(List<Path> paths) {
    ImmutableList<String> names = paths.stream().map(PlotRows::name).collect(toImmutableList());
    return names.stream().distinct().count() == names.size()
        ? names
        : paths.stream().map(Path::toString).collect(toImmutableList());
  }

  private static String name(Path path) {
    Path whole = path.toAbsolutePath().normalize();
    Path folder =
        whole.getFileName() != null && whole.getFileName().toString().endsWith(".json")
            ? whole.getParent()
            : whole;
    return folder == null || folder.getFileName() == null
        ? path.toString()
        : folder.getFileName().toString();
  }

  /** Returns all settings that rows have. */
  ImmutableList<String> paths() {
    return rows.stream()
        .flatMap(row -> row.row().overrides().keySet().stream())
        .distinct()
        .collect(toImmutableList());
  }

  /** Returns the settings in which rows differ. */
  ImmutableList<String> differing() {
    return differing(rows);
  }

  /** Returns the settings in which some rows differ. */
  ImmutableList<String> differing(List<PlotRow> some) {
    return paths().stream()
        .filter(path -> some.stream().map(row -> row.setting(path)).distinct().count() > 1)
        .collect(toImmutableList());
  }

  /** Returns the setting that an option names, by its path or by its last word. */
  String setting(String option, String key) {
    return Iterables.getOnlyElement(SettingNames.known(option, ImmutableList.of(key), paths()));
  }

  /** Returns whether a setting is a number wherever it is. */
  boolean isNumeric(String path) {
    return rows.stream().allMatch(row -> row.number(path).isPresent());
  }

  /**
   * Returns the columns that an option names, or the first one that rows have a value of.
   *
   * @throws ParameterException if there is no such column
   */
  ImmutableList<Column> columns(String option, List<String> names) {
    if (names.isEmpty()) {
      return ImmutableList.of(
          columns.values().stream()
              .filter(column -> rows.stream().anyMatch(r -> r.mean(column.name()).isPresent()))
              .findFirst()
              .orElseThrow(() -> new ResultException("no row has a number to draw")));
    }
    for (String name : names) {
      if (!columns.containsKey(name)) {
        throw new ParameterException(
            option + ": " + Names.unknown("column", name, columns.keySet()));
      }
    }
    return names.stream().distinct().map(columns::get).collect(toImmutableList());
  }

  /** Returns what is to be said of trials that are in no mean. */
  ImmutableList<String> lost() {
    int lost = rows.stream().mapToInt(row -> row.row().lost()).sum();
    return lost == 0
        ? ImmutableList.of()
        : ImmutableList.of(
            "%s did not complete and %s in no mean"
                .formatted(lost == 1 ? "1 trial" : lost + " trials", lost == 1 ? "is" : "are"));
  }
}

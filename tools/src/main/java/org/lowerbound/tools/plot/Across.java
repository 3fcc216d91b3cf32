package org.lowerbound.tools.plot;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.beust.jcommander.ParameterException;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.lowerbound.evaluation.Column;
import org.lowerbound.experiment.result.Names;
import org.lowerbound.experiment.result.RowLabel;
import org.lowerbound.tools.text.SettingNames;

/**
 * What columns are drawn over.
 *
 * @param label what it is
 * @param categories the names of the places 0, 1, 2, …; none if places are numbers
 * @param paths the settings that are told by the place
 * @param series the settings whose values are series of their own
 * @param column the column, if it is one
 * @param place where a row is
 */
record Across(
    String label,
    ImmutableList<String> categories,
    ImmutableList<String> paths,
    ImmutableList<String> series,
    Optional<Column> column,
    Function<PlotRow, OptionalDouble> place) {
  /** The name of the rows themselves, as an axis. */
  static final String ROWS = "rows";

  /**
   * Finds what is asked for, or what there is.
   *
   * @param bars whether rows are to be categories whatever their settings are
   * @throws ParameterException if an option names what there is not
   */
  static Across of(PlotRows rows, PlotOptions options, boolean bars) {
    Optional<ImmutableList<String>> series =
        options.series().map(keys -> SettingNames.known("--series", keys, rows.paths()));
    if (options.x().isPresent() && !options.x().get().equals(ROWS)) {
      return named(rows, options.x().get(), series, bars);
    }
    ImmutableList<String> rest = without(rows.differing(), series.orElse(ImmutableList.of()));
    Optional<String> number =
        options.x().isPresent() || bars
            ? Optional.empty()
            : rest.stream().filter(rows::isNumeric).findFirst();
    return number.isPresent()
        ? setting(rows, number.get(), series)
        : categories(rows, rest, series.orElse(ImmutableList.of()));
  }

  private static Across named(
      PlotRows rows, String key, Optional<ImmutableList<String>> series, boolean bars) {
    ImmutableList<String> paths =
        rows.paths().stream()
            .filter(path -> path.equals(key) || SettingNames.last(path).equals(key))
            .collect(toImmutableList());
    if (!paths.isEmpty()) {
      String path = paths.get(0);
      return rows.isNumeric(path) && !bars
          ? setting(rows, path, series)
          : categories(
              rows,
              ImmutableList.of(path),
              series.orElseGet(() -> without(rows.differing(), ImmutableList.of(path))));
    }
    Column column = rows.columns().get(key);
    if (column == null) {
      ImmutableSet<String> known =
          ImmutableSet.<String>builder()
              .addAll(rows.paths())
              .addAll(rows.columns().keySet())
              .add(ROWS)
              .build();
      throw new ParameterException("--x: " + Names.unknown("setting or column", key, known));
    }
    if (bars) {
      throw new ParameterException(
          "--x %s: bars stand above settings, not above a column; use --kind columns"
              .formatted(key));
    }
    return new Across(
        ColumnLabel.of(column),
        ImmutableList.of(),
        rows.paths(),
        series.orElseGet(
            () ->
                rows.differing().stream()
                    .filter(path -> !rows.isNumeric(path))
                    .collect(toImmutableList())),
        Optional.of(column),
        row ->
            row.mean(key).isPresent()
                ? OptionalDouble.of(row.mean(key).get().value())
                : OptionalDouble.empty());
  }

  private static Across setting(
      PlotRows rows, String path, Optional<ImmutableList<String>> series) {
    return new Across(
        path,
        ImmutableList.of(),
        ImmutableList.of(path),
        series.orElseGet(() -> without(rows.differing(), ImmutableList.of(path))),
        Optional.empty(),
        row -> row.number(path));
  }

  private static Across categories(
      PlotRows rows, ImmutableList<String> paths, ImmutableList<String> series) {
    ImmutableList<String> names =
        rows.rows().stream().map(row -> category(row, paths)).distinct().collect(toImmutableList());
    return new Across(
        String.join(", ", paths),
        names,
        paths,
        series,
        Optional.empty(),
        row -> OptionalDouble.of(names.indexOf(category(row, paths))));
  }

  /** Returns the values alone where they are of one setting, whose name the axis has. */
  private static String category(PlotRow row, ImmutableList<String> paths) {
    String name =
        paths.size() == 1
            ? row.setting(paths.get(0)).map(RowLabel::text).orElse("none")
            : new PlotRow("", row.row()).name(paths);
    return name.isEmpty() ? RowLabel.ALL : name;
  }

  private static ImmutableList<String> without(List<String> paths, List<String> some) {
    return Sets.difference(ImmutableSet.copyOf(paths), ImmutableSet.copyOf(some))
        .immutableCopy()
        .asList();
  }

  /** Returns whether places are names. */
  boolean isCategorical() {
    return !categories.isEmpty();
  }

  /** Returns whether each place has one row of a series at the most. */
  boolean isExclusive() {
    return column.isEmpty();
  }

  /** Returns this under another name. */
  Across withLabel(String text) {
    return new Across(text, categories, paths, series, column, place);
  }
}

package org.lowerbound.tools.report;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.experiment.result.Cell;
import org.lowerbound.experiment.result.StandardError;
import org.lowerbound.experiment.result.TableGrid;
import org.lowerbound.experiment.result.TrialStatus;
import org.lowerbound.picture.Dash;
import org.lowerbound.picture.Look;
import org.lowerbound.picture.Palette;
import org.lowerbound.picture.Plot;
import org.lowerbound.picture.Series;
import org.lowerbound.picture.Series.Mark;

/** The curves of a sweep: of each number a plot with a line for each row, or those of one trial. */
final class CurvePlots {
  /** More lines than these cannot be told apart. */
  static final int MOST_ROWS = 20;

  private static final int MOST_POINTS = 300;
  private static final int MOST_POINTS_OF_TRIAL = 100;
  private static final int MOST_MARKED = 12;
  private static final int WIDTH = 400;
  private static final int HEIGHT = 260;
  private static final int TRIAL_WIDTH = 320;
  private static final int TRIAL_HEIGHT = 210;

  private CurvePlots() {}

  /**
   * Returns the plots of a sweep: of what was seen of the validation split, or, where nothing was,
   * of the training.
   */
  static ImmutableList<Plot> ofSweep(SweepReport report) {
    ImmutableList<ReportTrial> trials =
        report.trials().stream()
            .filter(trial -> trial.row() < MOST_ROWS && counts(trial))
            .collect(toImmutableList());
    ImmutableSet<String> validated = TrialCurves.names(trials, TrialCurves.VALIDATION);
    String part = validated.isEmpty() ? TrialCurves.TRAINING : TrialCurves.VALIDATION;
    ImmutableSet<String> names = validated.isEmpty() ? TrialCurves.names(trials, part) : validated;
    return names.stream()
        .map(name -> ofRows(report, trials, part, name))
        .collect(toImmutableList());
  }

  /** What ended badly is in no mean. */
  private static boolean counts(ReportTrial trial) {
    return trial.running()
        || (!trial.status().equals(Optional.of(TrialStatus.FAILED))
            && !trial.status().equals(Optional.of(TrialStatus.DIVERGED)));
  }

  private static Plot ofRows(
      SweepReport report, List<ReportTrial> trials, String part, String name) {
    int rows = Math.min(MOST_ROWS, report.table().rows().size());
    ImmutableList<Series> series =
        IntStream.range(0, rows)
            .mapToObj(
                row ->
                    ofRow(
                        report.table().rows().get(row).label(),
                        trials.stream()
                            .filter(trial -> trial.row() == row)
                            .map(trial -> TrialCurves.values(trial, part, name))
                            .collect(toImmutableList()),
                        row,
                        rows))
            .flatMap(Optional::stream)
            .collect(toImmutableList());
    return Plot.of(series, "epoch", withUnit(report, part, name))
        .withSize(WIDTH, HEIGHT)
        .withTitle(part + " " + name)
        .withLegend(String.join(", ", report.table().rowPaths()));
  }

  /** Returns the mean of a row's trials at each epoch, with its standard error over them. */
  private static Optional<Series> ofRow(
      String label, List<ImmutableSortedMap<Integer, Double>> curves, int index, int count) {
    ImmutableSortedSet<Integer> epochs =
        curves.stream()
            .flatMap(curve -> curve.keySet().stream())
            .collect(ImmutableSortedSet.toImmutableSortedSet(Integer::compare));
    if (epochs.isEmpty()) {
      return Optional.empty();
    }
    ImmutableList<Integer> shown = TrialCurves.thinned(epochs.asList(), MOST_POINTS);
    ImmutableList<Cell> cells =
        shown.stream().map(epoch -> mean(curves, epoch)).collect(toImmutableList());
    Look look =
        Look.of(mark(shown), Palette.of(count).get(index))
            .withDash(Dash.of(index))
            .withSpread(Look.Spread.BAND);
    Series line =
        Series.of(
            label,
            shown.stream().mapToDouble(epoch -> epoch).toArray(),
            cells.stream().mapToDouble(Cell::mean).toArray(),
            look);
    boolean several = cells.stream().anyMatch(cell -> cell.standardError().isPresent());
    return Optional.of(
        several
            ? line.withErrors(
                cells.stream()
                    .mapToDouble(
                        cell -> cell.standardError().map(StandardError::value).orElse(Double.NaN))
                    .toArray())
            : line);
  }

  private static Cell mean(List<ImmutableSortedMap<Integer, Double>> curves, int epoch) {
    return Cell.of(
        curves.stream()
            .flatMap(curve -> Stream.ofNullable(curve.get(epoch)))
            .map(value -> Estimate.exact(value, 1))
            .collect(toImmutableList()));
  }

  /** Points that are few are marked: a line through one point alone is nothing to see. */
  private static Mark mark(List<Integer> points) {
    return points.size() <= MOST_MARKED ? Mark.POINTS_ON_LINE : Mark.LINE;
  }

  /** Returns the plots of a trial: each number on both splits, as far as it has both. */
  static ImmutableList<Plot> ofTrial(SweepReport report, ReportTrial trial) {
    ImmutableList<ReportTrial> one = ImmutableList.of(trial);
    ImmutableList<String> parts = ImmutableList.of(TrialCurves.TRAINING, TrialCurves.VALIDATION);
    ImmutableMap<String, ImmutableSet<String>> names =
        ImmutableMap.of(
            TrialCurves.TRAINING, TrialCurves.names(one, TrialCurves.TRAINING),
            TrialCurves.VALIDATION, TrialCurves.names(one, TrialCurves.VALIDATION));
    return parts.stream()
        .flatMap(part -> names.get(part).stream())
        .distinct()
        .map(
            name ->
                Plot.of(
                        IntStream.range(0, parts.size())
                            .filter(i -> names.get(parts.get(i)).contains(name))
                            .mapToObj(i -> ofTrial(trial, parts.get(i), name, i))
                            .collect(toImmutableList()),
                        "epoch",
                        withUnit(report, TrialCurves.VALIDATION, name))
                    .withSize(TRIAL_WIDTH, TRIAL_HEIGHT)
                    .withTitle(name))
        .collect(toImmutableList());
  }

  private static Series ofTrial(ReportTrial trial, String part, String name, int index) {
    ImmutableList<Map.Entry<Integer, Double>> points =
        TrialCurves.thinned(
            TrialCurves.values(trial, part, name).entrySet().asList(), MOST_POINTS_OF_TRIAL);
    ImmutableList<Integer> epochs =
        points.stream().map(Map.Entry::getKey).collect(toImmutableList());
    return Series.of(
        part,
        epochs.stream().mapToDouble(epoch -> epoch).toArray(),
        points.stream().mapToDouble(Map.Entry::getValue).toArray(),
        Look.of(mark(epochs), Palette.of(2).get(index)).withDash(Dash.of(1 - index)));
  }

  /** Returns a number's name with the unit of the column that has it, if the table has one. */
  private static String withUnit(SweepReport report, String part, String name) {
    return report.table().columns().stream()
        .filter(c -> c.name().equals(name) || c.name().equals(part + "." + name))
        .findFirst()
        .map(column -> TableGrid.withUnit(name, column))
        .orElse(name);
  }
}

package org.lowerbound.tools.plot;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableSet.toImmutableSet;
import static java.util.stream.Collectors.joining;

import com.beust.jcommander.ParameterException;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.Doubles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.lowerbound.experiment.result.Names;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.statistics.MeanDifference.Mean;
import org.lowerbound.picture.Look;
import org.lowerbound.picture.Look.Spread;
import org.lowerbound.picture.Palette;
import org.lowerbound.picture.Plot;
import org.lowerbound.picture.Series;
import org.lowerbound.picture.Series.Mark;
import org.lowerbound.tools.plot.PlotKind.Drawer;

/**
 * What was seen while trials were trained: a line a row, the mean over its trials, with a band of
 * one standard error to both sides.
 */
record CurvePlot() implements Drawer {
  private static final ImmutableList<String> OVER = ImmutableList.of("epoch", "step");

  /** What is drawn if nobody says it, the first that there is. */
  private static final ImmutableList<String> USUAL =
      ImmutableList.of("validation.elbo", "training.bound");

  /** Lines of more points have none marked. */
  private static final int MOST_MARKED = 12;

  private static final double THIN = 0.8;

  /** What a line is of. */
  private record Key(String field, RowCurves row) {}

  @Override
  public Drawn draw(PlotRows rows, PlotOptions options) {
    if (options.series().isPresent()) {
      throw new ParameterException(
          "--series does not apply to --kind curve, which has a line a row; --only chooses rows");
    }
    String over = options.x().orElse(OVER.get(0));
    if (!OVER.contains(over)) {
      throw new ParameterException("--x of a curve: " + Names.unknown("axis", over, OVER));
    }
    ImmutableList<RowCurves> all = RowCurves.read(rows);
    ImmutableList<String> fields = fields(options.y(), all);
    ImmutableList<Key> keys =
        fields.stream()
            .flatMap(field -> all.stream().map(row -> new Key(field, row)))
            .filter(key -> !key.row().values(key.field(), over).isEmpty())
            .collect(toImmutableList());
    if (keys.isEmpty()) {
      throw new ResultException("no curve has a finite value of " + String.join(" or ", fields));
    }
    Lines lines = new Lines(over, options.each());
    for (int i = 0; i < keys.size(); i++) {
      Look look = Look.of(i, keys.size()).withSpread(Spread.BAND);
      lines.add(keys.get(i), name(keys.get(i), rows, fields.size()), look, color(i, keys.size()));
    }
    ImmutableList<Series> series = lines.series(keys.size());
    Plot plot =
        Plot.of(
                series,
                AxisChoice.of(over, options.log().map(LogAxes::hasX).orElse(false)),
                AxisChoice.of(label(rows, fields), options.log().map(LogAxes::hasY).orElse(false)))
            .withNote(lines.note());
    return new Drawn(
        plot,
        Stream.of(RowCurves.missing(all), lines.remarks(), rows.lost())
            .flatMap(Collection::stream)
            .collect(toImmutableList()));
  }

  private static int color(int index, int count) {
    return Palette.of(count).get(index);
  }

  private static String name(Key key, PlotRows rows, int fields) {
    return Stream.of(fields > 1 ? key.field() : "", key.row().row().name(rows.differing()))
        .filter(text -> !text.isEmpty())
        .collect(joining(", "));
  }

  /** Returns the fields that are asked for, each by its whole name or by what follows the part. */
  private static ImmutableList<String> fields(List<String> asked, List<RowCurves> all) {
    ImmutableSet<String> known =
        all.stream()
            .flatMap(row -> row.curves().stream())
            .flatMap(curve -> curve.fields().stream())
            .collect(toImmutableSet());
    if (asked.isEmpty()) {
      return ImmutableList.of(
          Stream.concat(USUAL.stream(), known.stream())
              .filter(known::contains)
              .findFirst()
              .orElseThrow(() -> new ResultException("the curves have no fields to draw")));
    }
    return asked.stream()
        .map(
            name ->
                known.stream()
                    .filter(f -> f.equals(name) || f.substring(f.indexOf('.') + 1).equals(name))
                    .findFirst()
                    .orElseThrow(
                        () ->
                            new ParameterException(
                                "--y: " + Names.unknown("field of curves", name, known))))
        .distinct()
        .collect(toImmutableList());
  }

  private static String label(PlotRows rows, List<String> fields) {
    return fields.size() > 1
        ? fields.stream().collect(joining(", "))
        : rows.columns().containsKey(fields.get(0))
            ? ColumnLabel.of(rows.columns().get(fields.get(0)))
            : fields.get(0);
  }

  /** The lines as they are made. */
  private static final class Lines {
    private final String over;
    private final boolean each;
    private final List<Series> thin = new ArrayList<>();
    private final List<Series> lines = new ArrayList<>();
    private final ErrorNote errors = new ErrorNote("Bands");
    private final Set<String> shortened = new TreeSet<>();

    Lines(String over, boolean each) {
      this.over = over;
      this.each = each;
    }

    void add(Key key, String name, Look look, int color) {
      ImmutableList<ImmutableMap<Long, Double>> trials = key.row().values(key.field(), over);
      Set<Long> common = new TreeSet<>(trials.get(0).keySet());
      Set<Long> any = new TreeSet<>();
      for (ImmutableMap<Long, Double> trial : trials) {
        common.retainAll(trial.keySet());
        any.addAll(trial.keySet());
        if (each && trials.size() > 1) {
          thin.add(
              Series.of(
                  "",
                  Doubles.toArray(trial.keySet()),
                  Doubles.toArray(trial.values()),
                  Look.of(Mark.LINE, color).withWidth(THIN)));
        }
      }
      if (common.size() < any.size()) {
        shortened.add(key.row().row().label());
      }
      Points points = new Points();
      for (long at : common) {
        Mean mean = Mean.of(trials.stream().mapToDouble(trial -> trial.get(at)).toArray());
        points.add((double) at, mean.value(), errors.error(mean, trials.size()), true);
      }
      boolean marked = common.size() <= MOST_MARKED;
      lines.add(points.series(name, 0, look.withMark(marked ? Mark.POINTS_ON_LINE : Mark.LINE)));
    }

    /** Returns all lines; one alone needs no name. */
    ImmutableList<Series> series(int count) {
      return Stream.concat(
              thin.stream(),
              lines.stream()
                  .map(s -> count == 1 ? new Series("", s.x(), s.y(), s.errors(), s.look()) : s))
          .collect(toImmutableList());
    }

    String note() {
      return Stream.of(errors.text(), thin.isEmpty() ? "" : "Thin lines: single trials.")
          .filter(text -> !text.isEmpty())
          .collect(joining(" "));
    }

    ImmutableList<String> remarks() {
      return shortened.isEmpty()
          ? ImmutableList.of()
          : ImmutableList.of(
              "where trials of a row are not of the same length, the mean is over what all of them"
                  + " have: "
                  + String.join("; ", shortened));
    }
  }
}

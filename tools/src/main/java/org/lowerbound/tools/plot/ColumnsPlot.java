package org.lowerbound.tools.plot;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static java.util.stream.Collectors.joining;

import com.beust.jcommander.ParameterException;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.SetMultimap;
import com.google.common.collect.Sets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.lowerbound.evaluation.Column;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.statistics.MeanDifference.Mean;
import org.lowerbound.picture.AxisStyle;
import org.lowerbound.picture.Look;
import org.lowerbound.picture.Plot;
import org.lowerbound.picture.Series;
import org.lowerbound.picture.Series.Mark;
import org.lowerbound.picture.Shape;
import org.lowerbound.tools.plot.PlotKind.Drawer;

/**
 * Columns of tables over a setting, over another column, or over the rows.
 *
 * @param bars whether they are drawn as bars
 */
record ColumnsPlot(boolean bars) implements Drawer {
  private static final String PUBLISHED = "published";
  private static final int BLACK = 0x000000;

  /** Which share of a category's space its bars fill, as a plot draws them. */
  private static final double GROUP = 0.8;

  /** How far points of two series above one category are apart, at the most. */
  private static final double BETWEEN = 0.15;

  private static final double SPREAD = 0.6;

  /** Names of more categories are turned, or need more space. */
  private static final int PIXELS_PER_CATEGORY = 24;

  private static final int WIDTH = 560;
  private static final int HEIGHT = 400;

  /** What a series is of. */
  private record Key(Column column, String name) {}

  @Override
  public Drawn draw(PlotRows rows, PlotOptions options) {
    if (options.each()) {
      throw new ParameterException("--each applies to --kind curve and rate-distortion only");
    }
    return draw(rows, options, rows.columns("--y", options.y()), Across.of(rows, options, bars));
  }

  /** Draws some columns over something. */
  Drawn draw(PlotRows rows, PlotOptions options, ImmutableList<Column> columns, Across across) {
    String yLabel = ColumnLabel.of(columns);
    SetMultimap<Key, PlotRow> groups = LinkedHashMultimap.create();
    for (Column column : columns) {
      for (PlotRow row : rows.rows()) {
        groups.put(new Key(column, row.name(across.series())), row);
      }
    }
    AxisStyle xAxis;
    if (across.isCategorical()) {
      AxisChoice.refuseX(options.log(), "names");
      xAxis = AxisStyle.categorical(across.label(), across.categories());
    } else if (across.column().isPresent()) {
      xAxis = AxisChoice.of(across.label(), options.log().map(LogAxes::hasX).orElse(false));
    } else {
      xAxis =
          AxisChoice.ofSetting(
              across.label(),
              options.log(),
              rows.rows().stream().map(across.place()).flatMapToDouble(OptionalDouble::stream));
    }
    AxisStyle yAxis = AxisChoice.of(yLabel, options.log().map(LogAxes::hasY).orElse(false));
    Found found = new Found(xAxis, yAxis, new ErrorNote("Error bars"));
    List<Series> series = new ArrayList<>();
    List<Series> published = new ArrayList<>();
    int place = 0;
    int count = groups.keySet().size();
    for (Key key : groups.keySet()) {
      Look look = Look.of(place, count).withMark(mark(across));
      Points points = found.points(key.column(), across, groups.get(key));
      String name = count == 1 ? "" : name(key, columns.size() > 1);
      if (!points.isEmpty()) {
        // A plot puts bars side by side by itself.
        series.add(points.series(name, bars ? 0 : shift(across, place, count), look));
      }
      Points theirs = found.published(key.column(), across, groups.get(key));
      if (!theirs.isEmpty()) {
        Look hollow =
            Look.of(Mark.POINTS, count == 1 || bars ? BLACK : look.color())
                .withShape(Shape.DIAMOND)
                .withHollow();
        published.add(
            theirs.series(
                published.isEmpty() ? PUBLISHED : "", shift(across, place, count), hollow));
      }
      place++;
    }
    if (series.isEmpty()) {
      throw new ResultException(found.nothing(columns));
    }
    series.addAll(published);
    String note =
        Stream.of(found.errors.text(), found.sources())
            .filter(text -> !text.isEmpty())
            .collect(joining(" "));
    Plot plot = Plot.of(series, xAxis, yAxis).withNote(note);
    return new Drawn(
        plot.withSize(Math.max(WIDTH, PIXELS_PER_CATEGORY * across.categories().size()), HEIGHT),
        Stream.of(found.remarks(), found.errors.remarks(), rows.lost())
            .flatMap(Collection::stream)
            .collect(toImmutableList()));
  }

  private Mark mark(Across across) {
    if (bars) {
      return Mark.BARS;
    }
    return across.isCategorical() ? Mark.POINTS : Mark.POINTS_ON_LINE;
  }

  private static String name(Key key, boolean withColumn) {
    return Stream.of(withColumn ? key.column().name() : "", key.name())
        .filter(text -> !text.isEmpty())
        .collect(joining(", "));
  }

  /** Returns how far a series is moved, so that it does not hide others above a category. */
  private double shift(Across across, int place, int count) {
    if (!across.isCategorical()) {
      return 0;
    }
    double step = bars ? GROUP / count : Math.min(BETWEEN, SPREAD / count);
    return (place - (count - 1) / 2.0) * step;
  }

  /** What is found in rows, and what is not. */
  private static final class Found {
    private final AxisStyle xAxis;
    private final AxisStyle yAxis;
    private final ErrorNote errors;
    private final SetMultimap<String, String> without = LinkedHashMultimap.create();
    private final Set<String> sources = new LinkedHashSet<>();
    private int notPositive;

    Found(AxisStyle xAxis, AxisStyle yAxis, ErrorNote errors) {
      this.xAxis = xAxis;
      this.yAxis = yAxis;
      this.errors = errors;
    }

    /** Returns the points of a column. */
    Points points(Column column, Across across, Collection<PlotRow> rows) {
      Points points = new Points();
      Map<Double, PlotRow> taken = new HashMap<>();
      for (PlotRow row : rows) {
        OptionalDouble x = across.place().apply(row);
        Optional<Mean> mean = row.mean(column.name());
        if (x.isEmpty()) {
          without.put(across.label(), row.label());
        } else if (mean.isEmpty()) {
          without.put(column.name(), row.label());
        } else if (!hasPlace(x.getAsDouble(), mean.get().value())) {
          notPositive++;
        } else {
          PlotRow other = taken.put(x.getAsDouble(), row);
          if (across.isExclusive() && other != null) {
            throw new ParameterException(ambiguous(across, row, other));
          }
          int trials = row.trials(column.name());
          points.add(
              x.getAsDouble(), mean.get().value(), errors.error(mean.get(), trials), trials > 1);
        }
      }
      if (!across.isCategorical() && across.isExclusive()) {
        points.sort();
      }
      return points;
    }

    private boolean hasPlace(double x, double y) {
      return Double.isFinite(xAxis.scale().of(x)) && Double.isFinite(yAxis.scale().of(y));
    }

    private static String ambiguous(Across across, PlotRow row, PlotRow other) {
      Set<String> differ =
          Sets.filter(
              ImmutableSet.copyOf(
                  Sets.union(row.row().overrides().keySet(), other.row().overrides().keySet())),
              path -> !row.setting(path).equals(other.setting(path)));
      return differ.isEmpty()
          ? "two rows have the same settings, %s, and would be one point; choose with --only"
              .formatted(row.label())
          : ("several rows are at the same place of %s and differ in %s: name that in --series, or"
                  + " choose rows with --only")
              .formatted(
                  across.label().isEmpty() ? "the axis" : across.label(),
                  String.join(", ", differ));
    }

    /** Returns the points that publications report of a column. */
    Points published(Column column, Across across, Collection<PlotRow> rows) {
      Points points = new Points();
      for (PlotRow row : rows) {
        OptionalDouble x = across.place().apply(row);
        row.published(column.name())
            .forEach(
                (source, value) -> {
                  if (x.isPresent() && hasPlace(x.getAsDouble(), value)) {
                    points.add(x.getAsDouble(), value, Double.NaN, false);
                    sources.add(source);
                  }
                });
      }
      return points;
    }

    String sources() {
      return sources.isEmpty() ? "" : "Published: %s.".formatted(String.join("; ", sources));
    }

    String nothing(ImmutableList<Column> columns) {
      return notPositive > 0
          ? "no value is positive, so that a logarithmic axis has no place for any"
          : "no row has a value of %s to draw"
              .formatted(columns.stream().map(Column::name).collect(joining(" or ")));
    }

    ImmutableList<String> remarks() {
      ImmutableList.Builder<String> remarks = ImmutableList.builder();
      without
          .asMap()
          .forEach(
              (what, rows) ->
                  remarks.add(
                      "%s without a value of %s: %s"
                          .formatted(
                              rows.size() == 1
                                  ? "1 row is left out"
                                  : rows.size() + " rows are left out",
                              what,
                              String.join("; ", rows))));
      if (notPositive > 0) {
        remarks.add(
            "%s not positive and %s no place on a logarithmic axis"
                .formatted(
                    notPositive == 1 ? "1 value is" : notPositive + " values are",
                    notPositive == 1 ? "has" : "have"));
      }
      return remarks.build();
    }
  }
}

package org.lowerbound.tools.plot;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.beust.jcommander.ParameterException;
import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Doubles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.statistics.MeanDifference.Mean;
import org.lowerbound.picture.Dash;
import org.lowerbound.picture.Look;
import org.lowerbound.picture.Palette;
import org.lowerbound.picture.Plot;
import org.lowerbound.picture.Reference;
import org.lowerbound.picture.Series;
import org.lowerbound.picture.Series.Mark;
import org.lowerbound.picture.Shape;
import org.lowerbound.tools.compare.SideTrial;
import org.lowerbound.tools.plot.Hull.Point;
import org.lowerbound.tools.plot.PlotKind.Drawer;

/**
 * Where models are on the plane of rate and distortion (Alemi et al. 2018), both in nats per
 * example: the lower convex hull of what was reached, and the line D + R = const that touches it,
 * which is where the ELBO is best. Where the metric {@code rate-limit} was measured, a curve goes
 * through the least rates for the rows' distortions.
 */
record RateDistortionPlot() implements Drawer {
  private static final String RATE = "rate";
  private static final String DISTORTION = "distortion";
  private static final int BLACK = 0x000000;
  private static final double THIN = 1.2;

  /** The least rate for a row's distortion, which the metric {@code rate-limit} knows. */
  private static final String LIMIT = "rate-limit";

  @Override
  public Drawn draw(PlotRows rows, PlotOptions options) {
    if (!options.y().isEmpty() || options.x().isPresent() || options.series().isPresent()) {
      throw new ParameterException(
          "--kind rate-distortion draws the columns rate and distortion, a series a row: --x, --y"
              + " and --series do not apply");
    }
    for (String column : ImmutableList.of(RATE, DISTORTION)) {
      if (!rows.columns().containsKey(column)) {
        throw new ResultException(
            "there is no column %s; the metric \"elbo\" measures rate and distortion"
                .formatted(column));
      }
    }
    ImmutableList<PlotRow> having =
        rows.rows().stream().filter(row -> point(row).isPresent()).collect(toImmutableList());
    if (having.isEmpty()) {
      throw new ResultException("no row has a rate and a distortion to draw");
    }
    ImmutableList<Point> points =
        having.stream().map(row -> point(row).get()).collect(toImmutableList());
    ImmutableList<Point> hull = Hull.lower(points);
    List<Series> series = new ArrayList<>();
    series.add(
        Series.of(
            hull.size() > 1 ? "lower convex hull" : "",
            Doubles.toArray(hull.stream().map(Point::x).toList()),
            Doubles.toArray(hull.stream().map(Point::y).toList()),
            Look.of(Mark.LINE, BLACK).withWidth(THIN)));
    limit(having).ifPresent(series::add);
    ErrorNote errors = new ErrorNote("Error bars of the distortion");
    ImmutableList<String> paths = rows.differing();
    for (int i = 0; i < having.size(); i++) {
      series.addAll(row(having.get(i), paths, i, having.size(), options.each(), errors));
    }
    boolean logX = options.log().map(LogAxes::hasX).orElse(false);
    boolean logY = options.log().map(LogAxes::hasY).orElse(false);
    Plot plot =
        Plot.of(
                series,
                AxisChoice.of("rate (nats per example)", logX),
                AxisChoice.of("distortion (nats per example)", logY))
            .withNote(errors.text());
    ImmutableList<String> left =
        having.size() == rows.rows().size()
            ? ImmutableList.of()
            : ImmutableList.of(
                "%s without a rate and a distortion are left out"
                    .formatted(rows.rows().size() - having.size() + " rows"));
    return new Drawn(
        logX || logY ? plot : plot.withReferences(ImmutableList.of(tangent(points))),
        Stream.of(left, errors.remarks(), rows.lost())
            .flatMap(Collection::stream)
            .collect(toImmutableList()));
  }

  private static Optional<Point> point(PlotRow row) {
    return row.mean(RATE)
        .flatMap(r -> row.mean(DISTORTION).map(d -> new Point(r.value(), d.value())));
  }

  /** Returns the curve through the least rates, where two rows at least have one. */
  private static Optional<Series> limit(List<PlotRow> rows) {
    ImmutableList<Point> points =
        rows.stream()
            .flatMap(
                row ->
                    row.mean(LIMIT).stream()
                        .map(
                            least ->
                                new Point(
                                    least.value(), row.mean(DISTORTION).orElseThrow().value())))
            .sorted(Comparator.comparingDouble(Point::x))
            .collect(toImmutableList());
    return points.size() < 2
        ? Optional.empty()
        : Optional.of(
            Series.of(
                "least rate of a normal source",
                Doubles.toArray(points.stream().map(Point::x).toList()),
                Doubles.toArray(points.stream().map(Point::y).toList()),
                Look.of(Mark.LINE, BLACK).withWidth(THIN).withDash(Dash.DOTTED)));
  }

  /** Returns the line D + R = c of the least c: there the ELBO, which is −D − R, is best. */
  static Reference tangent(Collection<Point> points) {
    Point best =
        points.stream().min((a, b) -> Double.compare(a.x() + a.y(), b.x() + b.y())).orElseThrow();
    return Reference.through(
        String.format(Locale.ROOT, "D + R = %.2f, the best ELBO", best.x() + best.y()),
        best.x(),
        best.y(),
        -1);
  }

  private static ImmutableList<Series> row(
      PlotRow row,
      ImmutableList<String> paths,
      int index,
      int count,
      boolean each,
      ErrorNote errors) {
    int color = Palette.of(count).get(index);
    ImmutableList.Builder<Series> series = ImmutableList.builder();
    if (each) {
      ImmutableList<SideTrial> trials =
          row.row().trials().stream()
              .filter(t -> t.values().containsKey(RATE) && t.values().containsKey(DISTORTION))
              .collect(toImmutableList());
      series.add(
          Series.dots(
              "",
              Doubles.toArray(trials.stream().map(t -> t.values().get(RATE)).toList()),
              Doubles.toArray(trials.stream().map(t -> t.values().get(DISTORTION)).toList()),
              color));
    }
    Mean distortion = row.mean(DISTORTION).orElseThrow();
    int trials = row.trials(DISTORTION);
    Points points = new Points();
    Point at = point(row).orElseThrow();
    points.add(at.x(), at.y(), errors.error(distortion, trials), trials > 1);
    series.add(
        points.series(row.name(paths), 0, Look.of(Mark.POINTS, color).withShape(Shape.of(index))));
    return series.build();
  }
}

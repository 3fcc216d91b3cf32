package org.lowerbound.tools.plot;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.beust.jcommander.ParameterException;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.statistics.MeanDifference.Mean;
import org.lowerbound.picture.AxisStyle;
import org.lowerbound.picture.Look;
import org.lowerbound.picture.Look.Spread;
import org.lowerbound.picture.Plot;
import org.lowerbound.picture.Series;
import org.lowerbound.picture.Series.Mark;
import org.lowerbound.tools.plot.PlotKind.Drawer;

/**
 * The KL of each latent unit after the training, in nats, the largest first: bars of a single
 * trial, else a line a row, the mean over its trials of the first unit of each, the second, and so
 * on.
 */
record KlPlot() implements Drawer {
  private static final int WIDTH = 560;
  private static final int HEIGHT = 400;

  /** More units than these are points, not bars with a number each. */
  private static final int MOST_BARS = 64;

  private static final int PIXELS_PER_BAR = 20;
  private static final String Y = "mean KL of a unit (nats)";

  /** The sorted KLs of each trial of a row. */
  private record RowKls(PlotRow row, ImmutableList<ImmutableList<Double>> trials) {}

  @Override
  public Drawn draw(PlotRows rows, PlotOptions options) {
    if (!options.y().isEmpty()
        || options.x().isPresent()
        || options.series().isPresent()
        || options.each()) {
      throw new ParameterException(
          "--kind kl draws the units of each row: --x, --y, --series and --each do not apply");
    }
    AxisChoice.refuseX(options.log(), "units");
    ImmutableList<RowCurves> curves = RowCurves.read(rows);
    ImmutableList<RowKls> all =
        curves.stream()
            .map(
                row ->
                    new RowKls(
                        row.row(),
                        row.curves().stream()
                            .flatMap(curve -> curve.lastUnitKls().stream())
                            .collect(toImmutableList())))
            .filter(row -> !row.trials().isEmpty())
            .collect(toImmutableList());
    if (all.isEmpty()) {
      throw new ResultException(
          "no curve has the KL of units, unitKls: trainings keep it that have a validation split"
              + " and a posterior with a closed-form KL for each unit");
    }
    AxisStyle y = AxisChoice.of(Y, options.log().map(LogAxes::hasY).orElse(false));
    Drawn drawn =
        all.size() == 1 && all.get(0).trials().size() == 1
            ? bars(all.get(0).trials().get(0), y)
            : lines(all, rows, y);
    return new Drawn(
        drawn.plot(),
        Stream.of(drawn.remarks(), RowCurves.missing(curves), rows.lost())
            .flatMap(Collection::stream)
            .collect(toImmutableList()));
  }

  private static Drawn bars(ImmutableList<Double> kls, AxisStyle y) {
    ImmutableList<Integer> order =
        IntStream.range(0, kls.size())
            .boxed()
            .sorted(Comparator.comparingDouble((Integer unit) -> -kls.get(unit)))
            .collect(toImmutableList());
    double[] places = IntStream.range(0, kls.size()).asDoubleStream().toArray();
    double[] values = order.stream().mapToDouble(kls::get).toArray();
    if (kls.size() > MOST_BARS) {
      double[] ranks = IntStream.rangeClosed(1, kls.size()).asDoubleStream().toArray();
      return new Drawn(
          Plot.of(
              ImmutableList.of(Series.of("", ranks, values, Look.of(0, 1).withMark(Mark.LINE))),
              AxisStyle.of("rank of the unit by its KL"),
              y),
          ImmutableList.of());
    }
    ImmutableList<String> names =
        order.stream().map(unit -> Integer.toString(unit + 1)).collect(toImmutableList());
    return new Drawn(
        Plot.of(
                ImmutableList.of(Series.of("", places, values, Look.of(0, 1).withMark(Mark.BARS))),
                AxisStyle.categorical("unit", names),
                y)
            .withSize(Math.max(WIDTH, PIXELS_PER_BAR * kls.size()), HEIGHT),
        ImmutableList.of());
  }

  private static Drawn lines(ImmutableList<RowKls> all, PlotRows rows, AxisStyle y) {
    ErrorNote errors = new ErrorNote("Bands");
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      RowKls row = all.get(i);
      ImmutableList<List<Double>> sorted =
          row.trials().stream()
              .map(kls -> Lists.reverse(ImmutableList.sortedCopyOf(kls)))
              .collect(toImmutableList());
      int units = sorted.stream().mapToInt(List::size).min().orElseThrow();
      Points points = new Points();
      for (int rank = 0; rank < units; rank++) {
        int at = rank;
        Mean mean = Mean.of(sorted.stream().mapToDouble(kls -> kls.get(at)).toArray());
        points.add(rank + 1, mean.value(), errors.error(mean, sorted.size()), true);
      }
      Look look = Look.of(i, all.size()).withSpread(Spread.BAND);
      series.add(
          points.series(
              all.size() == 1 ? "" : row.row().name(rows.differing()),
              0,
              units > MOST_BARS ? look.withMark(Mark.LINE) : look));
    }
    return new Drawn(
        Plot.of(series, AxisStyle.of("rank of the unit by its KL"), y).withNote(errors.text()),
        ImmutableList.of());
  }
}

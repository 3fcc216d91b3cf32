package org.lowerbound.tools.plot;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.beust.jcommander.ParameterException;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Streams;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lowerbound.evaluation.Column;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.picture.Plot;
import org.lowerbound.picture.Reference;
import org.lowerbound.picture.Series;
import org.lowerbound.tools.plot.PlotKind.Drawer;
import org.lowerbound.tools.text.SettingNames;

/**
 * The signal-to-noise ratio of gradients over the number K of draws, both logarithmic, with the
 * slopes that theory has for large K: the encoder's falls as 1/√K where its gradient is
 * reparameterized, the decoder's rises as √K (Rainforth et al. 2018, theorem 1).
 */
record SnrPlot() implements Drawer {
  private static final String PREFIX = "gradient-snr";
  private static final String SAMPLES = "samples";

  @Override
  public Drawn draw(PlotRows rows, PlotOptions options) {
    if (options.each()) {
      throw new ParameterException("--each applies to --kind curve and rate-distortion only");
    }
    ImmutableList<String> known =
        rows.columns().keySet().stream()
            .filter(name -> name.startsWith(PREFIX))
            .collect(toImmutableList());
    if (known.isEmpty()) {
      throw new ResultException(
          "no column is a signal-to-noise ratio of a gradient, %s-…: the metric \"gradient\" measures"
                  .formatted(PREFIX)
              + " them");
    }
    String x = options.x().orElseGet(() -> samples(rows));
    PlotOptions asked =
        new PlotOptions(
            options.y().isEmpty() ? known : options.y(),
            Optional.of(x),
            options.series(),
            Optional.of(options.log().orElse(LogAxes.XY)),
            false);
    ImmutableList<Column> columns = rows.columns("--y", asked.y());
    Across across = Across.of(rows, asked, false);
    Drawn drawn =
        new ColumnsPlot(false).draw(rows, asked, columns, across.withLabel("K: " + across.label()));
    return new Drawn(
        drawn.plot().withReferences(slopes(drawn.plot(), asked.log().get(), columns)),
        drawn.remarks());
  }

  private static String samples(PlotRows rows) {
    return rows.paths().stream()
        .filter(path -> SettingNames.last(path).equals(SAMPLES) && rows.isNumeric(path))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    "no setting of the rows is a number of %s; --x names what stands for K: %s"
                        .formatted(SAMPLES, String.join(", ", rows.paths()))));
  }

  /** Returns the slopes, which say something where both axes are logarithmic. */
  private static ImmutableList<Reference> slopes(
      Plot plot, LogAxes log, ImmutableList<Column> columns) {
    if (log != LogAxes.XY) {
      return ImmutableList.of();
    }
    return Streams.concat(
            slope(plot, columns, "decoder", "grows as √K", 0.5).stream(),
            slope(plot, columns, "encoder", "falls as 1/√K", -0.5).stream())
        .collect(toImmutableList());
  }

  /** Returns a slope through the leftmost point of the part's first series. */
  private static Optional<Reference> slope(
      Plot plot, ImmutableList<Column> columns, String part, String label, double slope) {
    return plot.series().stream()
        .filter(
            series ->
                columns.size() == 1
                    ? columns.get(0).name().contains(part)
                    : series.name().contains(part))
        .findFirst()
        .flatMap(series -> through(series, label, slope));
  }

  private static Optional<Reference> through(Series series, String label, double slope) {
    OptionalDouble x = series.x().stream().findFirst();
    return x.isEmpty()
        ? Optional.empty()
        : Optional.of(Reference.through(label, x.getAsDouble(), series.y().get(0), slope));
  }
}

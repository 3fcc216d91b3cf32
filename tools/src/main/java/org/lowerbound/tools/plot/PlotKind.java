package org.lowerbound.tools.plot;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of plots. */
public enum PlotKind {
  /** Columns of tables as points, over a setting, another column or the rows. */
  COLUMNS,
  /** The same as bars, which begin at 0. */
  BARS,
  /** What was seen while trials were trained. */
  CURVE,
  /** Distortion over rate, with the convex hull and the line of the best bound. */
  RATE_DISTORTION,
  /** The KL of each latent unit. */
  KL,
  /** The signal-to-noise ratio of gradients over the number of draws. */
  SNR;

  /** Makes a plot of results. */
  @FunctionalInterface
  interface Drawer {
    /** Returns the plot of some rows. */
    Drawn draw(PlotRows rows, PlotOptions options);
  }

  /** Returns how it is called on a command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns all labels. */
  public static ImmutableList<String> labels() {
    return Arrays.stream(values()).map(PlotKind::label).collect(toImmutableList());
  }

  /** Returns the kind that a label names. */
  public static Optional<PlotKind> of(String label) {
    return Arrays.stream(values()).filter(kind -> kind.label().equals(label)).findFirst();
  }

  /**
   * Draws results.
   *
   * @throws org.lowerbound.experiment.result.ResultException if they lack what this kind draws
   * @throws com.beust.jcommander.ParameterException if an option asks for what there is not
   */
  public Drawn draw(PlotRows rows, PlotOptions options) {
    return drawer().draw(rows, options);
  }

  private Drawer drawer() {
    return switch (this) {
      case COLUMNS -> new ColumnsPlot(false);
      case BARS -> new ColumnsPlot(true);
      case CURVE -> new CurvePlot();
      case RATE_DISTORTION -> new RateDistortionPlot();
      case KL -> new KlPlot();
      case SNR -> new SnrPlot();
    };
  }
}

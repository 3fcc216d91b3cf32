package org.lowerbound.picture;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Dots and lines over two axes, with ticks at round numbers and a legend at the right, where it
 * covers nothing.
 *
 * @param series what is drawn; lines in order, the dots of all series by turns, so that none lies
 *     above all others
 * @param xLabel what the values to the right are
 * @param yLabel what the values upwards are
 * @param title what is written above; may be empty
 * @param legend what the names of the series are, which is written above them; may be empty
 * @param equalScales whether a step is as long upwards as to the right
 * @param width of the frame, in pixels
 * @param height of the frame
 */
public record Plot(
    ImmutableList<Series> series,
    String xLabel,
    String yLabel,
    String title,
    String legend,
    boolean equalScales,
    int width,
    int height) {
  private static final int WIDTH = 560;
  private static final int HEIGHT = 400;
  private static final int SQUARE = 440;
  private static final int LEAST = 50;

  /** Checks that there is something to draw on. */
  public Plot {
    checkArgument(
        width >= LEAST && height >= LEAST,
        "a plot has %s x %s pixels at the least, not %s x %s",
        LEAST,
        LEAST,
        width,
        height);
  }

  /** Returns a plot of numbers of different kinds, such as a curve over steps. */
  public static Plot of(List<Series> series, String xLabel, String yLabel) {
    return new Plot(ImmutableList.copyOf(series), xLabel, yLabel, "", "", false, WIDTH, HEIGHT);
  }

  /** Returns a square plot of a plane: a step is as long in both directions. */
  public static Plot ofPlane(List<Series> series, String xLabel, String yLabel) {
    return new Plot(ImmutableList.copyOf(series), xLabel, yLabel, "", "", true, SQUARE, SQUARE);
  }

  /** Returns this plot with a text above it. */
  public Plot withTitle(String text) {
    return new Plot(series, xLabel, yLabel, text, legend, equalScales, width, height);
  }

  /** Returns this plot with a text above the legend: what the names in it are. */
  public Plot withLegend(String names) {
    return new Plot(series, xLabel, yLabel, title, names, equalScales, width, height);
  }

  /** Returns this plot with a frame of another size. */
  public Plot withSize(int wide, int high) {
    return new Plot(series, xLabel, yLabel, title, legend, equalScales, wide, high);
  }

  /** Draws the plot. */
  public Raster draw() {
    return new PlotLayout(this).draw();
  }

  /** Draws the plot; the entries of the legend, if there are any, and the rest are its parts. */
  public Picture drawParts() {
    return new PlotLayout(this).drawParts();
  }

  /** Returns whether all values to the right are whole numbers. */
  boolean hasWholeX() {
    return series.stream().flatMapToDouble(s -> s.x().stream()).allMatch(x -> x == Math.rint(x));
  }

  /** Returns the axis to the right. */
  Axis xAxis() {
    Axis own = axis(xLabel, Series::x);
    double perPixel = perPixel(own, axis(yLabel, Series::y));
    return equalScales ? own.withLength(perPixel * width) : own;
  }

  /** Returns the axis upwards. */
  Axis yAxis() {
    Axis own = axis(yLabel, Series::y);
    double perPixel = perPixel(axis(xLabel, Series::x), own);
    return equalScales ? own.withLength(perPixel * height) : own;
  }

  private double perPixel(Axis x, Axis y) {
    return Math.max(x.length() / width, y.length() / height);
  }

  private Axis axis(String label, Function<Series, ImmutableDoubleArray> coordinate) {
    return Axis.of(
        label,
        series.stream()
            .flatMapToDouble(
                s ->
                    IntStream.range(0, s.x().length())
                        .filter(s::isFinite)
                        .mapToDouble(i -> coordinate.apply(s).get(i))));
  }
}

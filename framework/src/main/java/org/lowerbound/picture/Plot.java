package org.lowerbound.picture;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lowerbound.picture.Series.Mark;

/**
 * Series of points over two axes, with ticks at round numbers and a legend at the right, where it
 * covers nothing.
 *
 * @param series what is drawn; lines in order, the dots of all series by turns, so that none lies
 *     above all others
 * @param references lines to compare with
 * @param x what the values to the right are
 * @param y what the values upwards are
 * @param title what is written above; may be empty
 * @param legend what the names of the series are, which is written above them; may be empty
 * @param note what is written below in small letters, such as what error bars are; may be empty
 * @param equalScales whether a step is as long upwards as to the right
 * @param width of the frame, in pixels
 * @param height of the frame
 */
public record Plot(
    ImmutableList<Series> series,
    ImmutableList<Reference> references,
    AxisStyle x,
    AxisStyle y,
    String title,
    String legend,
    String note,
    boolean equalScales,
    int width,
    int height) {
  private static final int WIDTH = 560;
  private static final int HEIGHT = 400;
  private static final int SQUARE = 440;
  private static final int LEAST = 50;

  /** Checks that there is something to draw on, and that everything has a place there. */
  public Plot {
    checkArgument(
        width >= LEAST && height >= LEAST,
        "a plot has %s x %s pixels at the least, not %s x %s",
        LEAST,
        LEAST,
        width,
        height);
    checkArgument(!y.isCategorical(), "categories, such as %s, lie to the right", y.categories());
    checkArgument(
        x.isCategorical() || series.stream().noneMatch(s -> s.mark() == Mark.BARS),
        "bars stand above categories, not above numbers");
    checkArgument(
        !equalScales || (x.scale() == Scale.LINEAR && y.scale() == Scale.LINEAR),
        "a step of a logarithmic axis has no length of its own");
  }

  /** Returns a plot of numbers of different kinds, such as a curve over steps. */
  public static Plot of(List<Series> series, String xLabel, String yLabel) {
    return of(series, AxisStyle.of(xLabel), AxisStyle.of(yLabel));
  }

  /** Returns a plot over axes of any style. */
  public static Plot of(List<Series> series, AxisStyle x, AxisStyle y) {
    return new Plot(
        ImmutableList.copyOf(series), ImmutableList.of(), x, y, "", "", "", false, WIDTH, HEIGHT);
  }

  /** Returns a square plot of a plane: a step is as long in both directions. */
  public static Plot ofPlane(List<Series> series, String xLabel, String yLabel) {
    return of(series, xLabel, yLabel).withEqualScales().withSize(SQUARE, SQUARE);
  }

  /** Returns this plot with steps of one length in both directions. */
  public Plot withEqualScales() {
    return new Plot(series, references, x, y, title, legend, note, true, width, height);
  }

  /** Returns this plot with lines to compare with. */
  public Plot withReferences(List<Reference> lines) {
    return new Plot(
        series, ImmutableList.copyOf(lines), x, y, title, legend, note, equalScales, width, height);
  }

  /** Returns this plot with a text above it. */
  public Plot withTitle(String text) {
    return new Plot(series, references, x, y, text, legend, note, equalScales, width, height);
  }

  /** Returns this plot with a text above the legend: what the names in it are. */
  public Plot withLegend(String names) {
    return new Plot(series, references, x, y, title, names, note, equalScales, width, height);
  }

  /** Returns this plot with a text in small letters below it. */
  public Plot withNote(String text) {
    return new Plot(series, references, x, y, title, legend, text, equalScales, width, height);
  }

  /** Returns this plot with a frame of another size. */
  public Plot withSize(int wide, int high) {
    return new Plot(series, references, x, y, title, legend, note, equalScales, wide, high);
  }

  /** Draws the plot. */
  public Raster draw() {
    return new PlotLayout(this).draw();
  }

  /** Draws the plot; the entries of the legend, if there are any, and the rest are its parts. */
  public Picture drawParts() {
    return new PlotLayout(this).drawParts();
  }

  /**
   * Returns the plot as an SVG document: the same shapes as {@link #draw}, letters included, so
   * that no font is asked for. It has no declaration and can stand in a page; several in one page
   * do not get in each other's way.
   */
  public String svg() {
    return new PlotLayout(this).svg();
  }

  /** Returns whether all values to the right are whole numbers. */
  boolean hasWholeX() {
    return series.stream().flatMapToDouble(s -> s.x().stream()).allMatch(v -> v == Math.rint(v));
  }

  /** Returns the axis to the right. */
  Axis xAxis() {
    Axis own = ownX();
    return equalScales ? own.withLength(perPixel() * width) : own;
  }

  /** Returns the axis upwards. */
  Axis yAxis() {
    Axis own = ownY();
    return equalScales ? own.withLength(perPixel() * height) : own;
  }

  private double perPixel() {
    return Math.max(ownX().length() / width, ownY().length() / height);
  }

  private Axis ownX() {
    DoubleStream upright =
        references.stream()
            .filter(line -> Double.isInfinite(line.slope()))
            .mapToDouble(Reference::x);
    DoubleStream points =
        series.stream().flatMapToDouble(s -> placed(s).mapToDouble(i -> s.x().get(i)));
    return Axis.of(x, DoubleStream.concat(points, upright));
  }

  private Axis ownY() {
    DoubleStream level =
        references.stream().filter(line -> line.slope() == 0).mapToDouble(Reference::y);
    DoubleStream points =
        series.stream()
            .flatMapToDouble(
                s -> placed(s).mapToObj(i -> ends(s, i)).flatMapToDouble(DoubleStream::of));
    return Axis.of(y, DoubleStream.concat(points, level));
  }

  private IntStream placed(Series s) {
    return IntStream.range(0, s.x().length())
        .filter(
            i ->
                Double.isFinite(x.scale().of(s.x().get(i)))
                    && Double.isFinite(y.scale().of(s.y().get(i))));
  }

  /** Returns all that is to be seen of a point, from the end of its error to 0, if it is a bar. */
  private static double[] ends(Series s, int point) {
    double value = s.y().get(point);
    double error = s.error(point);
    return new double[] {value - error, value + error, s.mark() == Mark.BARS ? 0 : value};
  }

  /** Returns what there is to see, in words. */
  String description() {
    ImmutableList<String> names =
        Stream.concat(series.stream().map(Series::name), references.stream().map(Reference::label))
            .filter(name -> !name.isEmpty())
            .distinct()
            .collect(toImmutableList());
    return (names.isEmpty()
            ? ""
            : "%s: %s. ".formatted(legend.isEmpty() ? "Series" : legend, String.join("; ", names)))
        + (x.isCategorical() ? "Categories: %s. ".formatted(String.join("; ", x.categories())) : "")
        + note;
  }
}

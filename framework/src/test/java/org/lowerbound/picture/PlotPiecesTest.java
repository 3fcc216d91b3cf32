package org.lowerbound.picture;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Optional;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.lowerbound.picture.Look.Spread;
import org.lowerbound.picture.Series.Mark;

/** Logarithmic axes, dashes, reference lines, errors and bars. */
final class PlotPiecesTest {
  private static final int RED = 0xFF0000;

  private static ImmutableList<String> texts(double least, double largest, int most) {
    return LogTicks.of(Math.log10(least), Math.log10(largest), most).stream()
        .filter(Tick::isMajor)
        .map(Tick::text)
        .collect(toImmutableList());
  }

  @Test
  void aLogarithmicAxisHasPowersOfTen() {
    assertEquals(ImmutableList.of("1", "10", "100", "1000"), texts(1, 1000, 4));
    assertEquals(ImmutableList.of("0.5", "1", "2", "5", "10", "20"), texts(0.5, 20, 7));
    assertEquals(ImmutableList.of("1e−6", "0.001", "1"), texts(1e-8, 10, 3));
    assertEquals(ImmutableList.of("20", "25", "30", "35"), texts(19, 36, 4));
    assertEquals(ImmutableList.of("1e6", "1e7"), texts(6e5, 3e7, 2));
    for (int most = 1; most < 9; most++) {
      for (double largest = 1.1; largest < 1e30; largest *= 2.3) {
        int count = texts(0.9, largest, most).size();
        assertTrue(count >= 1 && count <= most + 1, most + ", " + largest + ": " + count);
      }
    }
  }

  @Test
  void shortMarksStandAtTheOtherDigits() {
    ImmutableList<Tick> ticks = LogTicks.of(0, 2, 8);
    assertEquals(ImmutableList.of("1", "2", "5", "10", "20", "50", "100"), texts(1, 100, 8));
    assertEquals(19, ticks.size());
    for (Tick tick : ticks) {
      double value = Math.pow(10, tick.place());
      double digit = value / Math.pow(10, Math.floor(tick.place() + 1e-9));
      assertEquals(Math.rint(digit), digit, 1e-9);
      if (tick.isMajor()) {
        assertEquals(Double.parseDouble(tick.text()), value, 1e-9 * value);
      }
    }
  }

  @Test
  void aFactorIsAsLongEverywhere() {
    Axis axis = Axis.of(AxisStyle.logarithmic("K"), DoubleStream.of(1, 10, 100, 0, -3, Double.NaN));
    assertEquals(2 * 1.08, axis.length(), 1e-12);
    assertEquals(axis.share(10) - axis.share(1), axis.share(100) - axis.share(10), 1e-12);
    assertTrue(Double.isNaN(axis.share(0)) && Double.isNaN(axis.share(-1)));
    // A number and a mark at it are at one place.
    assertEquals(axis.share(10), axis.share(new Tick(1, "10")), 0);
  }

  @Test
  void eachCategoryHasAsMuchSpace() {
    Axis axis =
        Axis.of(
            AxisStyle.categorical("", ImmutableList.of("a", "b", "c", "d")), DoubleStream.of(1));
    assertEquals(0.125, axis.share(0), 1e-12);
    assertEquals(0.875, axis.share(3), 1e-12);
    assertEquals(4, axis.ticks(1).size());
  }

  @Test
  void aDashedLineIsThePartsOfItself() {
    ImmutableDoubleArray line = ImmutableDoubleArray.of(0, 0, 30, 0, 30, 40, 0, 0);
    for (Dash dash : Dash.values()) {
      double drawn = 0;
      for (ImmutableDoubleArray part : dash.cut(line)) {
        for (int i = 2; i < part.length(); i += 2) {
          drawn += Math.hypot(part.get(i) - part.get(i - 2), part.get(i + 1) - part.get(i - 1));
        }
      }
      double share =
          switch (dash) {
            case SOLID -> 1;
            case DASHED -> 9 / 15.0;
            case DOTTED -> 0.5 / 5.5;
            case DASH_DOTTED -> 10.5 / 20.5;
            case LONG_DASHED -> 17 / 23.0;
          };
      // The last pattern may be cut off.
      assertEquals(share * 120, drawn, 23, dash.name());
    }
    ImmutableList<ImmutableDoubleArray> parts = Dash.DASHED.cut(line);
    assertEquals(ImmutableDoubleArray.of(0, 0, 9, 0), parts.get(0));
    // From 30 to 39 along the line, one step before a corner.
    assertEquals(ImmutableDoubleArray.of(30, 0, 30, 9), parts.get(2));
  }

  @Test
  void aLineIsCutOffAtTheSidesOfARectangle() {
    ImmutableDoubleArray box = ImmutableDoubleArray.of(0, 0, 10, 20);
    assertEquals(
        Optional.of(ImmutableDoubleArray.of(0, 5, 10, 15)),
        Clip.segment(ImmutableDoubleArray.of(-5, 0, 20, 25), box));
    assertEquals(Optional.empty(), Clip.segment(ImmutableDoubleArray.of(-5, 0, -1, 25), box));
    assertEquals(Optional.empty(), Clip.segment(ImmutableDoubleArray.of(0, 0, Double.NaN, 1), box));
    Random random = new Random(3);
    for (int i = 0; i < 200; i++) {
      double[] ends = random.doubles(4, -20, 40).toArray();
      Optional<ImmutableDoubleArray> part = Clip.segment(ImmutableDoubleArray.copyOf(ends), box);
      // By brute force: which of many points of the line are within.
      double within =
          DoubleStream.iterate(0.00005, t -> t < 1, t -> t + 0.0001)
              .filter(
                  t -> {
                    double x = ends[0] + t * (ends[2] - ends[0]);
                    double y = ends[1] + t * (ends[3] - ends[1]);
                    return x >= 0 && x <= 10 && y >= 0 && y <= 20;
                  })
              .count();
      double length = Math.hypot(ends[2] - ends[0], ends[3] - ends[1]);
      double share =
          part.map(p -> Math.hypot(p.get(2) - p.get(0), p.get(3) - p.get(1)) / length).orElse(0.0);
      assertEquals(within / 10_000, share, 2e-4);
    }
  }

  private static Frame frame(Plot plot) {
    return new Frame(plot.xAxis(), plot.yAxis(), 100, 10, 400, 300);
  }

  @Test
  void referenceLinesAreWhereTheirValuesAre() {
    Series range = Series.of("", new double[] {1, 1e4}, new double[] {1, 100}, Look.of(0, 1));
    Plot plot =
        Plot.of(ImmutableList.of(range), AxisStyle.logarithmic("x"), AxisStyle.logarithmic("y"));
    Frame frame = frame(plot);
    ImmutableDoubleArray root = frame.line(Reference.through("√x", 1, 1, 0.5)).orElseThrow();
    // y = √x: within the frame from 4 % below 1 on, at 10⁴ it is 100, the range's corner.
    assertEquals(frame.xPlace(1), at(root, frame.yPlace(1)), 1e-9);
    assertEquals(frame.xPlace(100), at(root, frame.yPlace(10)), 1e-9);
    assertEquals(frame.xPlace(1e4), at(root, frame.yPlace(100)), 1e-9);
    ImmutableDoubleArray level = frame.line(Reference.horizontal("", 10)).orElseThrow();
    double y = frame.yPlace(10);
    assertEquals(ImmutableDoubleArray.of(100, y, 500, y), level);
    double x = frame.xPlace(50);
    assertEquals(
        ImmutableDoubleArray.of(x, 10, x, 310),
        frame.line(Reference.vertical("", 50)).orElseThrow());
    assertEquals(Optional.empty(), frame.line(Reference.horizontal("", -1)));
    // A value to compare with is to be seen, whatever the data are.
    assertTrue(
        plot.withReferences(ImmutableList.of(Reference.horizontal("", 1e5))).yAxis().largest() > 5);
    assertThrows(IllegalArgumentException.class, () -> Reference.horizontal("", Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> Reference.through("", 1, Double.NaN, 2));
  }

  /** Returns the x of a line where it has a y. */
  private static double at(ImmutableDoubleArray line, double y) {
    return line.get(0)
        + (y - line.get(1)) / (line.get(3) - line.get(1)) * (line.get(2) - line.get(0));
  }

  /** Draws series alone, within {@link #frame}, and returns how much of a column is coloured. */
  private static Raster drawn(Plot plot) {
    Canvas canvas = new Canvas(600, 330, 0xFFFFFF);
    new SeriesDrawing(canvas, frame(plot), plot.series()).draw(plot.references());
    return canvas.raster();
  }

  /** Returns the first and the last row of a column that is not white. */
  private static int[] extent(Raster raster, int column) {
    int first = -1;
    int last = -1;
    for (int row = 0; row < raster.height(); row++) {
      if (raster.at(column, row) != 0xFFFFFF) {
        first = first < 0 ? row : first;
        last = row;
      }
    }
    return new int[] {first, last};
  }

  @Test
  void aBandReachesFromOneErrorBelowToOneAbove() {
    double[] x = {0, 10};
    Series series =
        Series.of("", x, new double[] {5, 5}, Look.of(Mark.LINE, RED).withSpread(Spread.BAND))
            .withErrors(new double[] {1, 3});
    Plot plot = Plot.of(ImmutableList.of(series), "", "");
    Frame frame = frame(plot);
    int[] rows = extent(drawn(plot), (int) frame.xPlace(5));
    // Halfway between the points the band is ± 2.
    assertEquals(frame.yPlace(7), rows[0], 1);
    assertEquals(frame.yPlace(3), rows[1], 1);
  }

  @Test
  void anErrorBarReachesBeyondItsPoint() {
    Series series =
        Series.of("", new double[] {0, 10}, new double[] {5, 5}, Look.of(Mark.POINTS, RED))
            .withErrors(new double[] {3, Double.NaN});
    Plot plot = Plot.of(ImmutableList.of(series), "", "");
    assertEquals(6 * 1.08, plot.yAxis().length(), 1e-12);
    Frame frame = frame(plot);
    int[] rows = extent(drawn(plot), (int) frame.xPlace(0));
    assertEquals(frame.yPlace(8), rows[0], 1.5);
    assertEquals(frame.yPlace(2), rows[1], 1.5);
    int[] alone = extent(drawn(plot), (int) frame.xPlace(10));
    assertEquals(2 * SeriesDrawing.POINT, alone[1] - alone[0], 1.5);
  }

  @Test
  void anErrorBarOnALogarithmicAxisMayReachTheBottom() {
    Series series =
        Series.of("", new double[] {0, 1}, new double[] {1, 10}, Look.of(Mark.POINTS, RED))
            .withErrors(new double[] {0.1, 10});
    Plot plot = Plot.of(ImmutableList.of(series), AxisStyle.of(""), AxisStyle.logarithmic(""));
    Frame frame = frame(plot);
    int[] rows = extent(drawn(plot), (int) frame.xPlace(1));
    assertEquals(frame.yPlace(20), rows[0], 1.5);
    assertEquals(frame.bottom(), rows[1], 1.5);
  }

  @Test
  void barsStandSideBySideOnZero() {
    double[] place = {0};
    Plot plot =
        Plot.of(
            ImmutableList.of(
                Series.of("a", place, new double[] {4}, Look.of(Mark.BARS, RED)),
                Series.of("b", place, new double[] {-2}, Look.of(Mark.BARS, RED))),
            AxisStyle.categorical("", ImmutableList.of("alone")),
            AxisStyle.of(""));
    assertEquals(6 * 1.08, plot.yAxis().length(), 1e-12);
    Frame frame = frame(plot);
    Raster raster = drawn(plot);
    int[] first = extent(raster, (int) frame.xPlace(-0.2));
    assertEquals(frame.yPlace(4), first[0], 1.5);
    assertEquals(frame.yPlace(0), first[1], 1.5);
    int[] second = extent(raster, (int) frame.xPlace(0.2));
    assertEquals(frame.yPlace(0), second[0], 1.5);
    assertEquals(frame.yPlace(-2), second[1], 1.5);
    assertEquals(-1, extent(raster, (int) frame.xPlace(0.45))[0]);
    Plot alone =
        Plot.of(
            ImmutableList.of(Series.of("a", place, new double[] {4}, Look.of(Mark.BARS, RED))),
            AxisStyle.categorical("", ImmutableList.of("alone")),
            AxisStyle.of(""));
    assertEquals(4 * 1.08, alone.yAxis().length(), 1e-12);
  }

  @Test
  void looksDifferByMoreThanColour() {
    for (int i = 0; i < 7; i++) {
      for (int j = 0; j < i; j++) {
        Look first = Look.of(i, 7);
        Look second = Look.of(j, 7);
        assertFalse(first.shape() == second.shape() && first.dash() == second.dash());
      }
    }
  }

  @Test
  void longNamesAreBroken() {
    double[] at = {0, 1};
    String text = "a name that says of a series more than there is space for on one line of it";
    Plot plot = Plot.of(ImmutableList.of(Series.line(text, at, at, 0)), "x", "y");
    assertTrue(plot.draw().width() < 1000, "a legend of " + plot.draw().width());
    ImmutableList<Tick> ticks =
        ImmutableList.of(new Tick(0, "two words"), new Tick(1, "unbreakable"));
    TickTexts wide = TickTexts.wrapped(ticks, 15, 200);
    assertFalse(wide.turned());
    assertEquals(1, wide.texts().get(0).lines().size());
    TickTexts narrow = TickTexts.wrapped(ticks, 15, 110);
    assertFalse(narrow.turned());
    TickTexts turned = TickTexts.wrapped(ticks, 15, 40);
    assertTrue(turned.turned());
    assertTrue(TextBlock.highest(turned.texts().stream()) <= 40);
  }

  @Test
  void whatHasNoPlaceIsRefused() {
    Series bars = Series.of("", new double[] {0}, new double[] {1}, Look.of(Mark.BARS, RED));
    assertThrows(IllegalArgumentException.class, () -> Plot.of(ImmutableList.of(bars), "x", "y"));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Plot.of(ImmutableList.of(), AxisStyle.logarithmic("x"), AxisStyle.of("y"))
                .withEqualScales());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Plot.of(
                ImmutableList.of(),
                AxisStyle.of("x"),
                AxisStyle.categorical("y", ImmutableList.of("a"))));
    assertThrows(IllegalArgumentException.class, () -> bars.withErrors(new double[] {1, 2}));
    assertThrows(IllegalArgumentException.class, () -> bars.withErrors(new double[] {-1}));
  }
}

package org.lowerbound.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.util.HashSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PlotTest {
  private static ImmutableList<String> ticks(double least, double largest, int most) {
    Ticks ticks = Ticks.of(least, largest, most);
    return ticks.values().stream().map(ticks::text).collect(ImmutableList.toImmutableList());
  }

  @Test
  void ticksAreRoundNumbers() {
    assertEquals(ImmutableList.of("0", "20", "40", "60", "80", "100"), ticks(0, 100, 5));
    assertEquals(ImmutableList.of("−1.0", "−0.5", "0", "0.5", "1.0"), ticks(-1, 1.2, 5));
    assertEquals(ImmutableList.of("0.1", "0.2", "0.3"), ticks(0.1, 0.3, 3));
    assertEquals(ImmutableList.of("−103.2", "−103.0"), ticks(-103.21, -102.95, 2));
    assertEquals(ImmutableList.of("0", "5e6", "1e7"), ticks(0, 1e7, 2));
    assertEquals(ImmutableList.of("2e−7", "4e−7"), ticks(1e-7, 5e-7, 2));
    assertEquals(ImmutableList.of("9000", "10000", "11000"), ticks(8500, 11500, 3));
    assertThrows(IllegalArgumentException.class, () -> Ticks.of(1, 1, 5));
    assertThrows(IllegalArgumentException.class, () -> Ticks.of(0, Double.NaN, 5));
  }

  @Test
  void everyRangeHasTicksWithinIt() {
    for (double scale = 1e-12; scale < 1e12; scale *= 7.3) {
      for (int most = 1; most <= 8; most++) {
        Ticks ticks = Ticks.of(-0.37 * scale, 1.11 * scale, most);
        int count = ticks.values().size();
        assertTrue(count >= 1 && count <= most + 1, scale + ": " + ticks);
        double step = ticks.step().doubleValue();
        ticks
            .values()
            .forEach(
                value ->
                    assertEquals(
                        Math.rint(value.doubleValue() / step), value.doubleValue() / step, 1e-9));
      }
    }
  }

  @Test
  void anAxisHoldsItsValuesWithSomeRoom() {
    Axis axis = Axis.of("x", DoubleStream.of(3, -1, 2));
    assertTrue(axis.least() < -1 && axis.least() > -1.5);
    assertTrue(axis.largest() > 3 && axis.largest() < 3.5);
    assertEquals(new Axis("x", 6.5, 7.5), Axis.of("x", DoubleStream.of(7, 7)));
    assertEquals(new Axis("x", -0.5, 0.5), Axis.of("x", DoubleStream.empty()));
    assertTrue(Axis.of("x", DoubleStream.of(1e300)).length() > 0);
  }

  @Test
  void aDotIsWhereItsValuesAre() {
    // From 0 to 10 to the right and upwards, in a frame of 200 pixels; other series for the range.
    Series range = Series.line("", new double[] {0, 10}, new double[] {0, 10}, 0xFFFFFF);
    Series dot = Series.dots("", new double[] {2.5}, new double[] {7.5}, 0xFF0000);
    Plot plot = Plot.of(ImmutableList.of(range, dot), "", "").withSize(200, 200);
    Raster raster = plot.draw();
    int[] red =
        IntStream.range(0, raster.pixels().length)
            .filter(i -> (raster.pixels()[i] & 0xFF) < 0x80 && raster.pixels()[i] >> 16 > 0xF0)
            .toArray();
    double column = IntStream.of(red).map(i -> i % raster.width()).average().orElse(0) + 0.5;
    double row = IntStream.of(red).map(i -> i / raster.width()).average().orElse(0) + 0.5;
    // The frame ends 28 pixels before the picture does; 4 % of the range are outside.
    double left = raster.width() - 28 - 200;
    assertEquals(left + 200 * (2.5 + 0.4) / 10.8, column, 0.5);
    int top = 10 + 6;
    assertEquals(top + 200 * (10.4 - 7.5) / 10.8, row, 0.5);
  }

  @Test
  void theLegendIsAPartOfItsOwn() {
    double[] at = {0, 1};
    Series named = Series.dots("a name", at, at, 0);
    Picture picture = Plot.of(ImmutableList.of(named), "x", "y").drawParts();
    Panel rest = picture.panels().get(0);
    Panel legend = picture.panels().get(1);
    assertEquals("legend", legend.name());
    assertEquals(picture.raster().width(), rest.width() + legend.width());
    Series other = Series.dots("a name", new double[] {0, 5, 7}, new double[] {-9, 1, 2}, 0);
    Picture another = Plot.of(ImmutableList.of(other), "x", "y").drawParts();
    assertEquals(legend.of(picture.raster()), another.panels().get(1).of(another.raster()));
    Series nameless = Series.dots("", at, at, 0);
    assertTrue(Plot.of(ImmutableList.of(nameless), "x", "y").drawParts().panels().isEmpty());
  }

  @Test
  void aPlaneHasEqualScales() {
    double[] x = {0, 8};
    double[] y = {-1, 1};
    Plot plane = Plot.ofPlane(ImmutableList.of(Series.dots("", x, y, 0)), "x", "y");
    assertEquals(plane.xAxis().length(), plane.yAxis().length(), 1e-12);
    assertEquals(0, plane.yAxis().least() + plane.yAxis().largest(), 1e-12);
    Plot wide = plane.withSize(600, 200);
    assertEquals(3 * wide.yAxis().length(), wide.xAxis().length(), 1e-12);
    Plot plot = Plot.of(ImmutableList.of(Series.dots("", x, y, 0)), "x", "y");
    assertEquals(4, plot.xAxis().length() / plot.yAxis().length(), 1e-12);
  }

  @Test
  void classesHaveColorsAndNamesOfTheirOwn() {
    double[] at = {0, 1, 2, 3};
    ImmutableList<Series> series = Series.byClass(at, at, new int[] {7, -1, 2, 7});
    assertEquals(
        ImmutableList.of("2", "7", "no label"), series.stream().map(Series::name).toList());
    assertEquals(2, series.get(1).x().length());
    assertEquals(Palette.NONE, series.get(2).color());
    ImmutableList<Series> one = Series.byClass(at, at, new int[] {-1, -1, -1, -1});
    assertEquals(1, one.size());
    assertEquals("", one.get(0).name());
    for (int count = 0; count <= 30; count++) {
      assertEquals(count, new HashSet<>(Palette.of(count)).size());
    }
  }

  @Test
  void whatIsNotFiniteIsLeftOut() {
    double nan = Double.NaN;
    Series broken =
        Series.line("a", new double[] {0, 1, 2, 3}, new double[] {1, nan, 2, 3}, 0xFF0000);
    Series dots =
        Series.dots("b", new double[] {0, Double.POSITIVE_INFINITY}, new double[] {1, 1}, 0xFF);
    Plot plot = Plot.of(ImmutableList.of(broken, dots), "x", "y").withTitle("title");
    assertEquals(3 * 1.08, plot.xAxis().length(), 1e-12);
    assertFalse(plot.draw().width() < 560);
    Series nothing = Series.line("", new double[] {nan}, new double[] {nan}, 0);
    assertTrue(Plot.of(ImmutableList.of(nothing), "", "").draw().width() >= 560);
    assertThrows(
        IllegalArgumentException.class, () -> Series.dots("a", new double[1], new double[2], 0));
  }
}

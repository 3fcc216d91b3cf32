package org.lowerbound.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lowerbound.picture.Picture;
import org.lowerbound.picture.PictureGrid;
import org.lowerbound.picture.Raster;

/** Which parts of figures are shown once, and where. */
class FigureSheetTest {
  private static final ImmutableList<String> A = ImmutableList.of("a");
  private static final ImmutableList<String> TWO = ImmutableList.of("one", "two");

  /** Stands for a figure that is not there. */
  private static final Picture NONE = Raster.blank(1, 1, 0x123456);

  /** Returns a picture that no other colour makes. */
  private static Raster color(int color) {
    return Raster.blank(20, 10, color);
  }

  /** Returns a figure whose parts x, y, … stand side by side. */
  private static Picture beside(int... colors) {
    return PictureGrid.of(ImmutableList.of(IntStream.of(colors).mapToObj(c -> color(c)).toList()))
        .withColumns(ImmutableList.of("x", "y", "z").subList(0, colors.length))
        .withScale(1)
        .drawColumns();
  }

  /** Returns a figure whose parts stand one below the other. */
  private static Picture stacked(int... colors) {
    return PictureGrid.lines(IntStream.of(colors).mapToObj(c -> color(c)).toList(), 1)
        .withRows(ImmutableList.of("x", "y", "z").subList(0, colors.length))
        .withScale(1)
        .drawRows();
  }

  private static Raster sheet(
      ImmutableList<String> rows, ImmutableList<String> columns, Picture... figures) {
    return new FigureSheet(
            rows,
            columns,
            IntStream.range(0, rows.size())
                .mapToObj(
                    row ->
                        Arrays.stream(figures)
                            .skip((long) row * columns.size())
                            .limit(columns.size())
                            .map(f -> f.equals(NONE) ? Optional.<Picture>empty() : Optional.of(f))
                            .collect(ImmutableList.toImmutableList()))
                .collect(ImmutableList.toImmutableList()))
        .draw(1);
  }

  private static PictureGrid grid(int columns, int... colors) {
    return PictureGrid.lines(
            IntStream.of(colors)
                .mapToObj(c -> c < 0 ? Raster.blank(1, 1, 0xFFFFFF) : color(c))
                .toList(),
            columns)
        .withScale(1);
  }

  @Test
  void whatTheFiguresOfARowShareIsLeftOfIt() {
    Raster expected =
        grid(3, 7, 1, 2, 8, 3, 4)
            .withRows(TWO)
            .withColumns(ImmutableList.of("x", "one", "two"))
            .withColumnBreaks(ImmutableSet.of(1))
            .draw();
    assertEquals(expected, sheet(TWO, TWO, beside(7, 1), beside(7, 2), beside(8, 3), beside(8, 4)));
    // Also if it is on the other side of each figure's own part, but then right of it.
    Raster right =
        grid(3, 1, 2, 7, 3, 4, 8)
            .withRows(TWO)
            .withColumns(ImmutableList.of("one", "two", "y"))
            .withColumnBreaks(ImmutableSet.of(2))
            .draw();
    assertEquals(right, sheet(TWO, TWO, beside(1, 7), beside(2, 7), beside(3, 8), beside(4, 8)));
  }

  @Test
  void whatTheFiguresOfAColumnShareIsAboveIt() {
    Raster expected =
        grid(2, 7, 8, 1, 2, 3, 4)
            .withRows(ImmutableList.of("x", "one", "two"))
            .withColumns(TWO)
            .withRowBreaks(ImmutableSet.of(1))
            .draw();
    assertEquals(expected, sheet(TWO, TWO, beside(7, 1), beside(8, 2), beside(7, 3), beside(8, 4)));
  }

  @Test
  void whatAllShareIsShownOnceWhereItIsInEach() {
    // The inputs of reconstructions: above them all.
    assertEquals(
        grid(1, 7, 1, 2)
            .withRows(ImmutableList.of("x", "one", "two"))
            .withColumns(A)
            .withRowBreaks(ImmutableSet.of(1))
            .draw(),
        sheet(TWO, A, stacked(7, 1), stacked(7, 2)));
    // A legend: at the right of the first row.
    assertEquals(
        PictureGrid.of(
                ImmutableList.of(
                    ImmutableList.of(color(1), color(2), color(7)),
                    ImmutableList.of(color(3), color(4), Raster.blank(1, 1, 0xFFFFFF))))
            .withRows(TWO)
            .withColumns(ImmutableList.of("one", "two", "y"))
            .withColumnBreaks(ImmutableSet.of(2))
            .withScale(1)
            .draw(),
        sheet(TWO, TWO, beside(1, 7), beside(2, 7), beside(3, 7), beside(4, 7)));
    // A missing figure tells nothing against it.
    ImmutableList<String> three = ImmutableList.of("one", "two", "three");
    assertEquals(
        grid(4, 7, 1, 0xE8E8E8, 2)
            .withRows(A)
            .withColumns(ImmutableList.of("x", "one", "two", "three"))
            .withColumnBreaks(ImmutableSet.of(1))
            .draw(),
        sheet(A, three, beside(7, 1), NONE, beside(7, 2)));
  }

  @Test
  void whatEachHasOfItsOwnStaysTogether() {
    // Two of 20 pixels with a gap of 4.
    Raster sheet = sheet(A, TWO, beside(7, 1, 2), beside(7, 3, 4));
    ImmutableList.Builder<Raster> line = ImmutableList.<Raster>builder().add(color(7));
    for (int first = 1; first <= 3; first += 2) {
      int[] pixels = new int[44 * 10];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = i % 44 < 20 ? first : i % 44 < 24 ? 0xFFFFFF : first + 1;
      }
      line.add(new Raster(44, 10, pixels));
    }
    assertEquals(
        PictureGrid.of(ImmutableList.of(line.build()))
            .withRows(A)
            .withColumns(ImmutableList.of("x", "one", "two"))
            .withColumnBreaks(ImmutableSet.of(1))
            .withTitle("y | z")
            .withScale(1)
            .draw(),
        sheet);
  }

  @Test
  void figuresWithoutSuchPartsAreWhole() {
    Raster one = color(1);
    Raster two = color(2);
    assertEquals(grid(2, 1, 2).withRows(A).withColumns(TWO).draw(), sheet(A, TWO, one, two));
    // A single figure, with the names of its parts as it has them; figures of different parts, and
    // figures that are all the same.
    Picture whole = beside(7, 1);
    assertEquals(
        PictureGrid.of(ImmutableList.of(ImmutableList.of(whole.raster())))
            .withRows(A)
            .withColumns(A)
            .withScale(1)
            .draw(),
        sheet(A, A, beside(7, 1)));
    Raster twice =
        PictureGrid.of(ImmutableList.of(ImmutableList.of(whole.raster(), whole.raster())))
            .withRows(A)
            .withColumns(TWO)
            .withScale(1)
            .draw();
    assertEquals(twice, sheet(A, TWO, beside(7, 1), beside(7, 1)));
    Raster mixed =
        PictureGrid.of(ImmutableList.of(ImmutableList.of(whole.raster(), one)))
            .withRows(A)
            .withColumns(TWO)
            .withScale(1)
            .draw();
    assertEquals(mixed, sheet(A, TWO, beside(7, 1), one));
    assertThrows(IllegalArgumentException.class, () -> sheet(A, A, NONE));
  }
}

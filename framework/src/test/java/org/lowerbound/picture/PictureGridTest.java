package org.lowerbound.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PictureGridTest {
  private static final int WHITE = 0xFFFFFF;

  /** Two rows of three pictures of 28 pixels a side, each of a colour of its own. */
  private static final ImmutableList<ImmutableList<Raster>> CELLS =
      ImmutableList.of(row(0xFF0000, 0x00FF00, 0x0000FF), row(0xFFFF00, 0xFF00FF, 0x00FFFF));

  private static ImmutableList<Raster> row(int... colors) {
    return IntStream.of(colors)
        .mapToObj(color -> Raster.blank(28, 28, color))
        .collect(ImmutableList.toImmutableList());
  }

  @Test
  void picturesAreEnlargedByWholePixelsAndKeepTheirPlaces() {
    Raster sheet = PictureGrid.of(CELLS).draw();
    // Four pixels for one, as five would be more than 128; margins of 8 and gaps of 4.
    assertEquals(2 * 8 + 3 * 112 + 2 * 4, sheet.width());
    assertEquals(2 * 8 + 2 * 112 + 4, sheet.height());
    for (int row = 0; row < 2; row++) {
      for (int column = 0; column < 3; column++) {
        Raster cell = sheet.crop(8 + column * 116, 8 + row * 116, 112, 112);
        assertEquals(CELLS.get(row).get(column).scaled(4), cell);
      }
    }
    assertEquals(WHITE, sheet.at(8 + 112, 8));
    assertEquals(WHITE, sheet.at(7, 8));
  }

  @Test
  void manyColumnsMakeThePicturesSmaller() {
    ImmutableList<Raster> line = row(new int[40]);
    assertEquals(2, PictureGrid.of(ImmutableList.of(line)).scale());
    assertEquals(1, PictureGrid.of(ImmutableList.of(row(new int[200]))).scale());
    assertEquals(3, PictureGrid.of(CELLS).withScale(3).scale());
    assertEquals(
        1, PictureGrid.of(ImmutableList.of(ImmutableList.of(Raster.blank(500, 5, 0)))).scale());
  }

  @Test
  void groupsHaveWiderGaps() {
    Raster sheet = PictureGrid.of(CELLS).withRowGroups(1).withColumnGroups(2).draw();
    assertEquals(2 * 8 + 3 * 112 + 4 + 16, sheet.width());
    assertEquals(2 * 8 + 2 * 112 + 16, sheet.height());
    assertEquals(0x00FFFF, sheet.at(8 + 2 * 112 + 4 + 16, 8 + 112 + 16));
    Raster breaks = PictureGrid.of(CELLS).withColumnBreaks(ImmutableSet.of(1)).draw();
    assertEquals(0x00FF00, breaks.at(8 + 112 + 16, 8));
  }

  @Test
  void aPictureThatIsSmallerIsInTheMiddle() {
    Raster small = Raster.blank(14, 7, 0x123456);
    Raster sheet =
        PictureGrid.of(List.of(List.of(CELLS.get(0).get(0)), List.of(small))).withScale(1).draw();
    assertEquals(small, sheet.crop(8 + 7, 8 + 28 + 4, 14, 7));
  }

  /** Headings are where they belong: each leaves ink in its own strip, and nowhere else. */
  @Test
  void headingsStandBesideWhatTheyAreAbout() {
    PictureGrid grid =
        PictureGrid.of(CELLS)
            .withRows(ImmutableList.of("first", ""))
            .withColumns(ImmutableList.of("", "second", ""))
            .withTitle("title");
    Picture picture = grid.drawRows();
    Raster sheet = picture.raster();
    Panel first = picture.panels().get(0);
    assertEquals("first", first.name());
    assertTrue(ink(sheet, 0, first.top(), first.left(), first.height()) > 0);
    assertEquals(0, ink(sheet, 0, first.top() + 116, first.left(), first.height()));
    int second = first.left() + 116;
    int line = first.top() - 28;
    assertTrue(ink(sheet, second, line, 112, 28) > 0);
    assertEquals(0, ink(sheet, 0, line, second, 28));
    assertEquals(0, ink(sheet, second + 112, line, 120, 28));
    assertTrue(ink(sheet, second, 0, 112, line) > 0);
    assertEquals(
        PictureGrid.of(List.of(CELLS.get(0))).draw().crop(8, 8, 344, 112), first.of(sheet));
  }

  private static long ink(Raster sheet, int left, int top, int width, int height) {
    return IntStream.of(sheet.crop(left, top, width, height).pixels())
        .filter(pixel -> pixel != WHITE)
        .count();
  }

  @Test
  void columnsAreParts() {
    Picture picture =
        PictureGrid.of(CELLS).withColumns(ImmutableList.of("a", "b", "c")).drawColumns();
    Panel last = picture.panels().get(2);
    Raster part = last.of(picture.raster());
    assertEquals("c", last.name());
    assertEquals(112, part.width());
    assertEquals(2 * 112 + 4, part.height());
    assertEquals(0x0000FF, part.at(0, 0));
    assertEquals(0x00FFFF, part.at(111, 227));
  }

  @Test
  void textsAreBrokenBetweenWordsAndNeverSqueezed() {
    double width = Typeface.sans().width("neural spline", 18);
    assertEquals(ImmutableList.of("neural spline", "flow"), lines("neural spline flow", width));
    assertEquals(ImmutableList.of("neural", "spline", "flow"), lines("neural spline flow", 60));
    // A long word is broken behind a hyphen, or stands out.
    assertEquals(ImmutableList.of("hierarchical-", "vae"), lines("hierarchical-vae", 100));
    assertEquals(ImmutableList.of("in", "unbreakable", "word"), lines("in unbreakable word", 60));
    assertEquals(ImmutableList.of(), lines("", 60));
    Raster wide =
        PictureGrid.of(CELLS).withColumns(ImmutableList.of("", "incomprehensibilities", "")).draw();
    int needed = (int) Math.ceil(Typeface.sans().width("incomprehensibilities", 18)) + 12;
    assertEquals(2 * 8 + 3 * needed + 2 * 4, wide.width());
  }

  private static ImmutableList<String> lines(String text, double width) {
    return TextBlock.wrap(text, 18, width).lines();
  }

  @Test
  void captionsStandBelowTheirPictures() {
    PictureGrid grid = PictureGrid.of(CELLS);
    Raster sheet = grid.withCaptions(List.of(List.of("", "7", ""), List.of())).draw();
    assertEquals(grid.draw().height() + 17, sheet.height());
    assertTrue(ink(sheet, 8 + 116, 8 + 112, 112, 17) > 0);
    assertEquals(0, ink(sheet, 8, 8 + 112, 112, 17));
    assertEquals(0xFFFF00, sheet.at(8, 8 + 112 + 17 + 4));
  }

  @Test
  void textsMustBeAsManyAsPictures() {
    PictureGrid grid = PictureGrid.of(CELLS);
    assertEquals(
        "a grid has 2 rows of pictures, but texts for 3",
        assertThrows(
                IllegalArgumentException.class,
                () -> grid.withRows(ImmutableList.of("a", "b", "c")))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> grid.withColumns(ImmutableList.of("a", "b")));
    assertThrows(IllegalArgumentException.class, () -> grid.withScale(0));
    assertThrows(IllegalArgumentException.class, grid::drawRows);
    assertEquals(
        "there is no picture to show in a grid",
        assertThrows(IllegalArgumentException.class, () -> PictureGrid.of(ImmutableList.of()))
            .getMessage());
  }
}

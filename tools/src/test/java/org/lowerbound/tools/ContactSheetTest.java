package org.lowerbound.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lowerbound.evaluation.Raster;

class ContactSheetTest {
  @Test
  void labelsAreBrokenBetweenWords() {
    assertEquals(
        ImmutableList.of("sine, planar", "flow K = 8"), wrap("sine, planar flow K = 8", 12));
    assertEquals(ImmutableList.of("sine"), wrap("sine", 4));
    assertEquals(ImmutableList.of("overl", "ong", "word"), wrap("overlong word", 5));
    assertEquals(ImmutableList.of(""), wrap("", 5));
  }

  private static ImmutableList<String> wrap(String label, int letters) {
    return ContactSheet.wrap(label, letters);
  }

  @Test
  void aLabelLosesItsAccents() {
    assertEquals(ImmutableList.of("Renyi"), wrap("Rényi", 10));
  }

  private static String shape(PixelFont font, char character) {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < PixelFont.HEIGHT; row++) {
      for (int column = 0; column < PixelFont.ADVANCE - 1; column++) {
        text.append(font.isSet(character, column, row) ? '#' : '.');
      }
      text.append('\n');
    }
    return text.toString();
  }

  @Test
  void everyCharacterOfAsciiHasAShapeOfItsOwn() {
    PixelFont font = PixelFont.load();
    Set<String> shapes = new HashSet<>();
    for (char c = ' '; c <= '~'; c++) {
      assertTrue(shapes.add(shape(font, c)), "two look like " + c);
    }
    assertFalse(shapes.contains(shape(font, 'β'))); // The box of what the font lacks.
    assertEquals("#####\n#....\n#....\n####.\n#....\n#....\n#....\n", shape(font, 'F'));
  }

  @Test
  void cellsOfDifferentSizesShareALine() {
    Raster large = new Raster(30, 20, new int[600]);
    Raster small = new Raster(10, 8, new int[80]);
    Raster sheet =
        new ContactSheet(
                ImmutableList.of(
                    new ContactSheet.Cell("a", Optional.of(large)),
                    new ContactSheet.Cell("b", Optional.of(small)),
                    new ContactSheet.Cell("long label", Optional.empty())),
                2)
            .draw();
    assertEquals(8 + 2 * (30 + 8), sheet.width());
    // Letters of single size: five on a line, so that the last label has two.
    assertEquals(8 + (10 + 20 + 8) + (20 + 20 + 8), sheet.height());
    assertEquals(0, sheet.at(8 + 38 + 9, 8 + 10 + 7));
    assertEquals(0xFFFFFF, sheet.at(8 + 38 + 10, 8 + 10 + 7));
    assertEquals(0xE0E0E0, sheet.at(8, 8 + 38 + 20));
  }

  @Test
  void aSheetShowsSomething() {
    ImmutableList<ContactSheet.Cell> none =
        ImmutableList.of(new ContactSheet.Cell("a", Optional.empty()));
    assertThrows(IllegalArgumentException.class, () -> new ContactSheet(none, 1));
  }
}

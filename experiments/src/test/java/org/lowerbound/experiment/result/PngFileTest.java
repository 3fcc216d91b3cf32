package org.lowerbound.experiment.result;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.picture.Panel;
import org.lowerbound.picture.PanelPicture;
import org.lowerbound.picture.Picture;
import org.lowerbound.picture.PictureGrid;
import org.lowerbound.picture.Raster;

class PngFileTest {
  @TempDir Path folder;

  @Test
  void whatIsWrittenIsRead() throws IOException {
    int[] pixels = {0x000000, 0xFFFFFF, 0xFF0000, 0x00FF00, 0x0000FF, 0x123456};
    Path file = folder.resolve("figures/a.png");
    PngFile.write(file, new Raster(3, 2, pixels));
    Raster read = PngFile.read(file);
    assertEquals(3, read.width());
    assertEquals(2, read.height());
    assertArrayEquals(pixels, read.pixels());
    byte[] bytes = Files.readAllBytes(file);
    assertEquals(0x89, bytes[0] & 0xFF); // The signature of the format.
    PngFile.write(file, new Raster(3, 2, pixels));
    assertArrayEquals(bytes, Files.readAllBytes(file));
    assertTrue(PngFile.readPanels(file).panels().isEmpty());
    assertEquals(List.of("a"), TrialFiles.figureNames(folder));
    assertEquals(file, TrialFiles.figure(folder, "a"));
  }

  /** A picture whose rows each suit another filter, with more colours than a palette holds. */
  private static Raster colorful() {
    int[] pixels = new int[40 * 30];
    for (int i = 0; i < pixels.length; i++) {
      int x = i % 40;
      int y = i / 40;
      pixels[i] = (x * 6) << 16 | (y * 8) << 8 | (x * x + 7 * y * y * x) % 256;
    }
    return new Raster(40, 30, pixels);
  }

  @Test
  void everyColorAndSizeIsReadAsItWasWritten() {
    Path file = folder.resolve("b.png");
    for (Raster raster :
        List.of(
            colorful(),
            colorful().crop(0, 0, 1, 30),
            colorful().crop(0, 0, 16, 16), // 256 colours, the most of a palette.
            colorful().crop(0, 0, 17, 16),
            Raster.blank(1, 1, 0x808080), // AWT would brighten a file of grey samples.
            colorful().scaled(20))) {
      PngFile.write(file, raster);
      assertEquals(raster, PngFile.read(file));
    }
  }

  @Test
  void partsAreReadAsTheyWereWritten() {
    Path file = folder.resolve("c.png");
    Picture picture =
        new PanelPicture(
            colorful(),
            ImmutableList.of(new Panel("β = 4, p(z)", 0, 1, 20, 9), new Panel("q", 39, 29, 1, 1)));
    PngFile.write(file, picture);
    assertEquals(picture, PngFile.readPanels(file));
    assertEquals(picture.raster(), PngFile.read(file));
  }

  /** Whatever zlib the machine has: these were made by the compressor that is brought along. */
  @Test
  void theBytesAreTheSameOnEveryMachine() throws IOException {
    Path file = folder.resolve("d.png");
    PngFile.write(file, colorful());
    assertEquals(
        "763c71ee64bf75a1cd5b275235b1b99629aa766581efc53602e1eedd2b44d3f0",
        Hashing.sha256().hashBytes(Files.readAllBytes(file)).toString());
    PngFile.write(
        file,
        PictureGrid.of(List.of(List.of(Raster.blank(28, 28, 0), Raster.blank(28, 28, 0x99))))
            .withColumns(List.of("β = 0.5", "−1"))
            .drawColumns());
    assertEquals(
        "58009e89c142f59fddc0f1e6d90d8ea1eafb7d7bf8bc4c73d6ae198c92376ced",
        Hashing.sha256().hashBytes(Files.readAllBytes(file)).toString());
  }

  @Test
  void whatCannotBeReadIsNamed() throws IOException {
    Path none = folder.resolve("none.png");
    assertEquals(
        "cannot read " + none + ": there is no such file",
        assertThrows(ResultException.class, () -> PngFile.read(none)).getMessage());
    Path text = Files.writeString(folder.resolve("text.png"), "text");
    assertEquals(
        "cannot read " + text + ": it is not a picture",
        assertThrows(ResultException.class, () -> PngFile.read(text)).getMessage());
    assertEquals(List.of(), TrialFiles.figureNames(folder));
  }
}

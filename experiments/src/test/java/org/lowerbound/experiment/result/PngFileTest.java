package org.lowerbound.experiment.result;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.evaluation.Raster;

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
    assertEquals(List.of("a"), TrialFiles.figureNames(folder));
    assertEquals(file, TrialFiles.figure(folder, "a"));
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

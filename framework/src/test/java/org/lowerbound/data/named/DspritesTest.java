package org.lowerbound.data.named;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.LabelChoice;
import org.lowerbound.data.file.NpzImages;
import org.lowerbound.data.source.DataException;

/** The grids of dSprites and its archive; {@link OfficialFilesTest} reads images. */
class DspritesTest {
  @Test
  void aCoarserGridHasItsImagesInOrder() {
    DspritesGrid coarse = new DspritesGrid(10, 16);
    assertTrue(coarse.isWithin(DspritesGrid.ALL));
    int next = 0;
    for (int image = 0; image < DspritesGrid.ALL.count(); image++) {
      int of = coarse.imageOf(DspritesGrid.ALL, image);
      if (of >= 0) {
        assertEquals(next++, of);
      }
    }
    assertEquals(46_080, next);
    // (((shape · 6 + scale) · 40 + orientation) · 32 + x) · 32 + y
    assertArrayEquals(
        new int[] {0, 2, 5, 39, 31, 30},
        DspritesGrid.ALL.classes((((2 * 6 + 5) * 40 + 39) * 32 + 31) * 32 + 30));
  }

  @Test
  void readsAnArchiveImageByImage() throws IOException {
    List<String> seen = new ArrayList<>();
    NpzImages.read(
        Path.of("x.npz"),
        new ByteArrayInputStream(archive("|u1", 2)),
        2,
        1,
        (image, values) -> seen.add(image + ":" + values[0]));
    assertEquals(List.of("0:7", "1:8"), seen);
  }

  @Test
  void namesAnArchiveThatIsAnother() throws IOException {
    assertRefused("must be unsigned bytes of shape [2, 1, 1]", archive("<f4", 2), 2);
    assertRefused("must be unsigned bytes of shape [3, 1, 1]", archive("|u1", 2), 3);
    assertRefused("is no .npz file", new byte[] {1, 2, 3}, 2);
    assertRefused("ends within image 2 of 2", archive("|u1", 1), 2);
  }

  private static void assertRefused(String message, byte[] archive, int count) {
    String given =
        assertThrows(
                DataException.class,
                () ->
                    NpzImages.read(
                        Path.of("x.npz"),
                        new ByteArrayInputStream(archive),
                        count,
                        1,
                        (image, values) -> {}))
            .getMessage();
    assertTrue(given.startsWith("x.npz: ") && given.contains(message), given);
  }

  /** Returns an archive that says that it has two images, and has so many. */
  private static byte[] archive(String type, int images) throws IOException {
    String header =
        "{'descr': '%s', 'fortran_order': False, 'shape': (2, 1, 1), }\n".formatted(type);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("metadata.npy"));
      zip.write(1);
      zip.putNextEntry(new ZipEntry("imgs.npy"));
      zip.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
      zip.write(header.getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < images; i++) {
        zip.write(7 + i);
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void whatIsOutOfRangeIsNamed() {
    assertRefused("orientations must be a divisor of 40 but is 7", 7, 16);
    assertRefused("positions must be a divisor of 32 but is 0", 10, 0);
    assertRefused(
        "orientations 40 and positions 32 make 737280 images, but at most 262144 are held in"
            + " memory; \"orientations\": 10 with \"positions\": 32 works, and 40 with 16",
        40,
        32);
  }

  private static void assertRefused(String message, int orientations, int positions) {
    assertEquals(
        message,
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new Dsprites(
                        DspritesSubset.GRID,
                        orientations,
                        positions,
                        0.1,
                        0.1,
                        new LabelChoice.Whole(false),
                        0))
            .getMessage());
  }
}

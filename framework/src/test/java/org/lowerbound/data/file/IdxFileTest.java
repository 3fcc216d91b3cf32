package org.lowerbound.data.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.Observations;
import org.lowerbound.data.TestFiles;
import org.lowerbound.data.ValueKind;
import org.lowerbound.data.source.DataException;

class IdxFileTest {
  private static final Path FILE = Path.of("some", "images");
  private static final byte[] VALUES = TestFiles.randomBytes(2 * 3 * 4);
  private static final byte[] GOOD = TestFiles.idx(0x08, VALUES, 2, 3, 4);

  @Test
  void readsPlainAndCompressedAlike(@TempDir Path folder) throws IOException {
    // The names say the opposite of what the files are.
    Path plain = Files.write(folder.resolve("plain.gz"), GOOD);
    Path packed = Files.write(folder.resolve("packed"), TestFiles.gzip(GOOD));
    for (Path path : List.of(plain, packed)) {
      IdxFile file = IdxFile.read(path);
      assertEquals(List.of(2, 3, 4), file.sizes());
      assertArrayEquals(VALUES, file.values());
    }
  }

  @Test
  void makesAnObservationOfEachIndexOfTheFirstDimension() {
    Observations.Bytes images = IdxFile.parse(FILE, TestFiles.stream(GOOD)).observations();
    assertEquals(2, images.count());
    assertEquals(12, images.dimension());
    assertEquals((VALUES[17] & 0xFF) / 255.0, images.value(ValueKind.GREY, 1, 5), 1e-15);
  }

  @Test
  void readsLabelsAsOneValueEach() {
    Observations.Bytes labels =
        IdxFile.parse(FILE, TestFiles.stream(TestFiles.idx(0x08, new byte[] {7, 2, 1}, 3)))
            .observations();
    assertEquals(3, labels.count());
    assertEquals(1, labels.dimension());
  }

  @Test
  void namesWhatIsTruncated() {
    assertRefused(Arrays.copyOf(GOOD, 3), "is truncated: it ends within the first 4 bytes");
    assertRefused(
        Arrays.copyOf(GOOD, 10), "is truncated: it ends within the sizes of its 3 dimensions");
    assertRefused(
        Arrays.copyOf(GOOD, GOOD.length - 1),
        "is truncated: it holds 23 of the 24 values that its header [2, 3, 4] promises");
    assertRefused( // No memory is taken for what a header only promises.
        TestFiles.idx(0x08, new byte[4], Integer.MAX_VALUE - 8),
        "is truncated: it holds 4 of the 2147483639 values that its header [2147483639] promises");
    assertRefused(new byte[0], "is truncated: it ends within the first 4 bytes");
  }

  @Test
  void namesATruncatedOrDamagedGzipStream() {
    byte[] packed = TestFiles.gzip(GOOD);
    assertRefused(
        Arrays.copyOf(packed, packed.length - 6), "is truncated: its gzip stream ends early");
    byte[] altered = packed.clone();
    altered[packed.length - 6] ^= 1; // in the checksum
    DataException e =
        assertThrows(DataException.class, () -> IdxFile.parse(FILE, TestFiles.stream(altered)));
    assertTrue(e.getMessage().startsWith(FILE + ": is damaged: "), e.getMessage());
  }

  @Test
  void namesTrailingBytes() {
    assertRefused(
        Arrays.copyOf(GOOD, GOOD.length + 5), "has 5 bytes after the last value of [2, 3, 4]");
  }

  @Test
  void namesAnotherKindOfFile() {
    byte[] altered = GOOD.clone();
    altered[1] = 0x42;
    assertRefused(altered, "is not an IDX file: it starts with the bytes 00 42 and not 00 00");
  }

  @Test
  void readsAllTypes() {
    byte[] bits = {(byte) 0xC0, 0, 0, 0, 0, 0, 0, 0}; // −2 as a float, of 32 or 64 bits.
    assertFirst(0xC0, 0x08, bits, 8);
    assertFirst(0xC0 - 256, 0x09, bits, 8);
    assertFirst(0xC000 - (1 << 16), 0x0B, bits, 4);
    assertFirst((0xC0 - 256) << 24, 0x0C, bits, 2);
    assertFirst(-2, 0x0D, bits, 2);
    assertFirst(-2, 0x0E, bits, 1);
  }

  private static void assertFirst(double value, int type, byte[] bits, int count) {
    IdxFile file = IdxFile.parse(FILE, TestFiles.stream(TestFiles.idx(type, bits, count)));
    assertEquals(value, file.array().value(0));
  }

  @Test
  void namesOtherTypes() {
    IdxFile shorts = IdxFile.parse(FILE, TestFiles.stream(TestFiles.idx(0x0B, new byte[6], 3)));
    assertEquals(
        FILE + ": holds values of type int16, but unsigned bytes (0x08) are needed",
        assertThrows(DataException.class, shorts::observations).getMessage());
    assertRefused(
        TestFiles.idx(0x07, new byte[6], 6),
        "holds values of type 0x07, which is unknown to the layout; known: 0x08 (uint8), 0x09"
            + " (int8), 0x0B (int16), 0x0C (int32), 0x0D (float32), 0x0E (float64)");
  }

  @Test
  void namesImpossibleSizes() {
    assertRefused(
        TestFiles.idx(0x08, new byte[0]), "has no dimensions, but an IDX file has at least one");
    assertRefused(
        TestFiles.idx(0x08, new byte[4], 2, -1, 2),
        "has the size 4294967295 in dimension 1, but sizes are 1 … 2147483647");
    assertRefused(
        TestFiles.idx(0x08, new byte[4], 1 << 16, 1 << 16, 2),
        "has 8589934592 values of type uint8, but at most 2147483639 bytes of an array can be read");
  }

  @Test
  void namesAFileThatCannotBeRead(@TempDir Path folder) {
    Path missing = folder.resolve("missing");
    DataException e = assertThrows(DataException.class, () -> IdxFile.read(missing));
    assertTrue(e.getMessage().startsWith(missing + ": cannot be read: "), e.getMessage());
  }

  private static void assertRefused(byte[] content, String message) {
    DataException e =
        assertThrows(DataException.class, () -> IdxFile.parse(FILE, TestFiles.stream(content)));
    assertEquals(FILE + ": " + message, e.getMessage());
  }
}

package org.lowerbound.data.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.Observations;
import org.lowerbound.data.TestFiles;
import org.lowerbound.data.source.DataException;

class AmatFileTest {
  private static final Path FILE = Path.of("some.amat");

  @Test
  void readsPlainAndCompressedAlike() {
    byte[] text = bytes("0 1 1 \n1 0 0 \n");
    for (byte[] content : new byte[][] {text, TestFiles.gzip(text)}) {
      Observations.Bytes images = AmatFile.parse(FILE, TestFiles.stream(content), 3);
      assertEquals(2, images.count());
      assertArrayEquals(new byte[] {0, 1, 1, 1, 0, 0}, images.values());
    }
  }

  @Test
  void takesTheLastLineWithoutItsEndAndOtherLineEnds() {
    assertArrayEquals(
        new byte[] {0, 1, 1, 0},
        AmatFile.parse(FILE, TestFiles.stream(bytes("0 1\r\n1\t0")), 2).values());
  }

  @Test
  void namesTheLineAndWhatIsWrongWithIt() {
    assertRefused("0 1\n1\n", "line 2 has 1 values and not 2");
    assertRefused("0 1\n1 0 1\n", "line 2 has 3 values and not 2");
    assertRefused("0 1\n\n", "line 2 has 0 values and not 2");
    assertRefused(
        "0 2\n", "line 1 has the byte 0x32 after value 1, but only 0, 1 and blanks are allowed");
    assertRefused("01\n", "line 1 has no blank after value 1");
  }

  @Test
  void namesAnEmptyAndATruncatedFile() {
    DataException empty =
        assertThrows(
            DataException.class, () -> AmatFile.parse(FILE, TestFiles.stream(new byte[0]), 2));
    assertEquals("some.amat: holds no values", empty.getMessage());
    byte[] packed = TestFiles.gzip(bytes("0 1\n"));
    byte[] truncated = Arrays.copyOf(packed, packed.length - 4);
    DataException e =
        assertThrows(
            DataException.class, () -> AmatFile.parse(FILE, TestFiles.stream(truncated), 2));
    assertEquals("some.amat: is truncated: its gzip stream ends early", e.getMessage());
  }

  private static void assertRefused(String text, String message) {
    DataException e =
        assertThrows(
            DataException.class, () -> AmatFile.parse(FILE, TestFiles.stream(bytes(text)), 2));
    assertEquals("some.amat: " + message, e.getMessage());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

package org.lowerbound.data.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lowerbound.data.TestFiles.npy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.TestFiles;
import org.lowerbound.data.source.DataException;

/** Arrays that are mapped, in pieces of a few bytes. */
class NpyFileTest {
  @TempDir private Path folder;

  @Test
  void mapsAllNumbersThatNumpyWrites() throws IOException {
    try (ZipFile zip = new ZipFile(GoldenArrays.file("types.npz").toFile())) {
      for (String type : GoldenArrays.TYPES) {
        check(zip, type, type);
        if (!type.matches("bool|u?int8")) {
          check(zip, type + "-big", type);
        }
        try (NpyFile fortran = unpacked(zip, type + "-fortran")) {
          assertFalse(numbers(fortran).isMapped(), type);
        }
      }
    }
  }

  private void check(ZipFile zip, String key, String type) throws IOException {
    try (NpyFile file = unpacked(zip, key)) {
      assertTrue(numbers(file).isMapped(), key);
      assertEquals(6, numbers(file).size());
      GoldenArrays.check(file, "", type);
    }
  }

  private NpyFile unpacked(ZipFile zip, String key) throws IOException {
    try (InputStream content = zip.getInputStream(zip.getEntry(key + ".npy"))) {
      return NpyFile.open(
          Files.write(folder.resolve(key + ".npy"), content.readAllBytes()), 1, Long.BYTES);
    }
  }

  private static NumericArray numbers(NpyFile file) {
    return file.read(Optional.empty()).numbers();
  }

  private NumericArray mapped(byte[] content, int pieceBytes) throws IOException {
    return numbers(NpyFile.open(Files.write(folder.resolve("x.npy"), content), 1, pieceBytes));
  }

  @Test
  void readsAcrossTheBordersOfPieces() throws IOException {
    byte[] values = TestFiles.randomBytes(7 * 5);
    for (int pieceBytes : new int[] {1, 2, 8, 32, 64}) {
      NumericArray array = mapped(npy("|u1", "7, 5", values), pieceBytes);
      assertEquals(35, array.size());
      assertEquals("at [6, 4]", array.position(34));
      for (int i = 0; i < values.length; i++) {
        assertEquals(values[i] & 0xFF, array.value(i));
      }
      for (int row = 0; row < 7; row++) {
        byte[] read = new byte[7];
        array.bytes(row * 5L, read, 1, 5);
        assertArrayEquals(Arrays.copyOfRange(values, row * 5, row * 5 + 5), slice(read));
      }
    }
    ByteBuffer longs = ByteBuffer.allocate(3 * Long.BYTES);
    longs.putLong(-1).putLong(1L << 60).putLong(7);
    NumericArray wide = mapped(npy(">i8", "3", longs.array()), Long.BYTES);
    assertEquals("1152921504606846976", wide.text(1));
    assertEquals("18446744073709551615", mapped(npy(">u8", "3", longs.array()), 8).text(0));
  }

  private static byte[] slice(byte[] read) {
    assertEquals(0, read[0]);
    assertEquals(0, read[6]);
    return Arrays.copyOfRange(read, 1, 6);
  }

  @Test
  void mapsOnlyWhatIsLarge() throws IOException {
    byte[] content = npy("|u1", "4, 5", new byte[20]);
    Path path = Files.write(folder.resolve("y.npy"), content);
    assertTrue(numbers(NpyFile.open(path, content.length)).isMapped());
    assertFalse(numbers(NpyFile.open(path, content.length + 1)).isMapped());
    assertFalse(numbers(NpyFile.open(path)).isMapped());
    assertTrue(ArrayFile.open(path, 1).read(Optional.empty()).numbers().isMapped());
  }

  @Test
  void refusesWhatIsNotWhatItsHeaderSays() throws IOException {
    byte[] good = npy("<f4", "2, 3", new byte[24]);
    refuses(Arrays.copyOf(good, good.length - 1), "is truncated: its header says float32 [2, 3]");
    refuses(Arrays.copyOf(good, good.length + 1), "has more than its header says");
    refuses(npy("<c8", "2", new byte[16]), "has values of the type <c8");
    assertEquals(0, mapped(npy("<f4", "0, 3", new byte[0]), 8).size());
  }

  private void refuses(byte[] content, String words) {
    String message =
        assertThrows(DataException.class, () -> mapped(content, Long.BYTES)).getMessage();
    assertTrue(message.contains(words), message);
  }
}

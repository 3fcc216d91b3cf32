package org.lowerbound.data.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lowerbound.data.TestFiles.npy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.source.DataException;

class NpzFileTest {
  @TempDir private Path folder;

  @Test
  void readsAllThatNumpyWrites() {
    try (ArrayFile file = ArrayFile.open(GoldenArrays.file("types.npz"))) {
      for (String type : GoldenArrays.TYPES) {
        for (String order : List.of("", "-fortran")) {
          GoldenArrays.check(file, type + order, type);
        }
        if (!type.matches("bool|u?int8")) {
          GoldenArrays.check(file, type + "-big", type);
          GoldenArrays.check(file, type + "-big-fortran", type);
        }
      }
      NumericArray cube = file.read(Optional.of("cube")).numbers();
      for (int i = 0; i < 24; i++) {
        assertEquals(i, cube.value(i));
      }
      assertEquals("at [1, 0, 2]", cube.position(14));
      StoredArray text = file.read(Optional.of("text"));
      assertEquals("Äpfel", text.text(2));
      assertEquals("ox", file.read(Optional.of("bytes")).text(2));
      assertThrows(DataException.class, text::numbers);
      StoredArray largest = file.read(Optional.of("largest"));
      assertEquals("18446744073709551615", largest.text(0));
      assertEquals(0x1p64, largest.numbers().value(0));
    }
  }

  @Test
  void readsSomeRows() {
    try (NpzFile file = NpzFile.open(GoldenArrays.file("types.npz"))) {
      NumericArray last = file.read("int32-big", new int[] {1}).numbers();
      assertEquals(List.of(1, 3), last.shape());
      assertEquals(3, last.value(2));
      assertEquals(0, file.read("int8", new int[0]).numbers().size());
      assertThrows(DataException.class, () -> file.read("cube", new int[] {1}));
      assertThrows(DataException.class, () -> file.read("tube", new int[] {1}));
    }
  }

  @Test
  void readsAllVersionsOfOneArray() {
    for (int version = 1; version <= 3; version++) {
      Path path = GoldenArrays.file("version" + version + ".npy");
      NumericArray array = ArrayFile.open(path).read(Optional.empty()).numbers();
      assertEquals(5, array.value(5));
      assertEquals(ElementType.INT64, array.elementType());
    }
  }

  @Test
  void asksForAKeyWhereThereAreSeveral() {
    try (ArrayFile plain = ArrayFile.open(GoldenArrays.file("plain.npz"));
        ArrayFile types = ArrayFile.open(GoldenArrays.file("types.npz"))) {
      assertEquals(4, plain.read(Optional.empty()).numbers().value(4));
      String wrong = message(() -> plain.read(Optional.of("other")));
      assertTrue(wrong.endsWith("has no array 'other'; there are only: int64 [2, 3]"), wrong);
      String several = message(() -> types.read(Optional.empty()));
      assertTrue(several.contains("\"key\" must say which"), several);
      assertTrue(several.contains("cube: uint8 [2, 3, 4]; "), several);
    }
  }

  @Test
  void refusesWhatIsNoArrayOfNumbersOrText() {
    Path objects = GoldenArrays.file("objects.npy");
    assertTrue(message(() -> read(objects)).contains("Python objects (a pickle)"));
    Path records = GoldenArrays.file("records.npy");
    assertTrue(message(() -> read(records)).contains("values of the type […]; bool, integers"));
    expect(npy("<c8", "2", new byte[16]), "has values of the type <c8");
  }

  @Test
  void refusesWhatIsNotWhatItsHeaderSays() throws IOException {
    byte[] good = npy("<f4", "2, 3", new byte[24]);
    assertEquals(6, read(Files.write(folder.resolve("good"), good)).numbers().size());
    for (int length : new int[] {1, 7, 9, 30, 70}) {
      String message = refusal(Arrays.copyOf(good, length));
      assertTrue(message.contains(length < 6 ? "is no file of arrays" : "is truncated"), message);
    }
    expect(
        Arrays.copyOf(good, good.length - 1), "its header says float32 [2, 3], but there are 23");
    expect(Arrays.copyOf(good, good.length + 1), "has more than its header says");
    expect(npy("<f4", "4611686018427387904, 9", new byte[0]), "has the size 4611686018427387904");
    expect(npy("<f4", "2147483647, 2147483647, 2147483647", new byte[0]), "more than can be count");
    expect(npy("<f8", "2147483647, 2147483647", new byte[0]), "is truncated: its header says");
    expect(npy("<f4", "-1", new byte[0]), "does not say type, order and shape");
    byte[] version = good.clone();
    version[6] = 4;
    expect(version, "version 4 of NumPy's format; 1 to 3 work");
    byte[] longHeader = good.clone();
    longHeader[8] = (byte) 0xFF;
    longHeader[9] = (byte) 0xFF;
    expect(longHeader, "says that its header has 65535 bytes");
    expect("hello, world".getBytes(ISO_8859_1), ".npy, .npz and HDF5 work");
    expect(new byte[0], ": is empty");
    assertTrue(message(() -> read(folder)).endsWith("is a folder, but a file is needed"));
    assertTrue(message(() -> read(folder.resolve("no"))).contains("cannot be read"));
  }

  @Test
  void refusesDamagedZips() throws IOException {
    byte[] array = npy("<f4", "1000", new byte[4000]);
    byte[] good = zip("x.npy", array);
    assertEquals(1000, read(Files.write(folder.resolve("good"), good)).numbers().size());
    expect(Arrays.copyOf(good, good.length / 2), "is a damaged or truncated zip");
    expect(zip("../x.npy", array), "an entry named '../x.npy', which leads out");
    expect(zip("/x.npy", array), "which leads out");
    expect(zip("notes.txt", array), "there are none in it");
    // The flag of encryption, in the directory at the end.
    byte[] encrypted = good.clone();
    int directory = find(encrypted, new byte[] {'P', 'K', 1, 2});
    encrypted[directory + 8] |= 1;
    expect(encrypted, "is encrypted");
    // An entry of a hundred bytes that says it has two billion.
    byte[] bomb = good.clone();
    ByteBuffer.wrap(bomb).order(ByteOrder.LITTLE_ENDIAN).putInt(directory + 24, 2_000_000_000);
    expect(bomb, "which is more than a zip can pack");
    // A byte of the values' own.
    byte[] damaged = good.clone();
    damaged[find(good, new byte[] {'P', 'K', 1, 2}) - 20] ^= 0x55;
    assertTrue(refusal(damaged).contains("key x"), refusal(damaged));
  }

  private void expect(byte[] content, String words) {
    String message = refusal(content);
    assertTrue(message.contains(words), message);
  }

  private String refusal(byte[] content) {
    Path file = folder.resolve("file");
    try {
      Files.write(file, content);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    String message = message(() -> read(file));
    assertTrue(message.startsWith(file.toString()), message);
    assertEquals(1, message.lines().count(), message);
    return message;
  }

  private static StoredArray read(Path file) {
    try (ArrayFile arrays = ArrayFile.open(file)) {
      return arrays.read(Optional.empty());
    }
  }

  private static String message(Runnable reading) {
    return assertThrows(DataException.class, reading::run).getMessage();
  }

  /** Returns an array as NumPy enhancement proposal 1 has it, but for the alignment. */
  private static byte[] zip(String name, byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
      zip.closeEntry();
    }
    return out.toByteArray();
  }

  private static int find(byte[] content, byte[] what) {
    return new String(content, ISO_8859_1).indexOf(new String(what, ISO_8859_1));
  }
}

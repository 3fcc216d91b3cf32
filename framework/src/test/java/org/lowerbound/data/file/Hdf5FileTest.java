package org.lowerbound.data.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.source.DataException;
import org.lowerbound.random.RandomStream;

class Hdf5FileTest {
  @Test
  void readsAllThatH5pyWrites() {
    try (ArrayFile file = ArrayFile.open(GoldenArrays.file("types.h5"))) {
      for (String type : GoldenArrays.TYPES) {
        GoldenArrays.check(file, type, type);
        if (!type.matches("bool|u?int8")) {
          GoldenArrays.check(file, type + "-big", type);
        }
      }
      for (String kept : List.of("chunked", "gzip", "lzf")) {
        NumericArray cube = file.read(Optional.of("group/" + kept)).numbers();
        assertEquals(List.of(5, 3, 4), cube.shape());
        assertEquals(ElementType.UINT8, cube.elementType());
        for (int i = 0; i < 60; i++) {
          assertEquals(i, cube.value(i));
        }
      }
      assertEquals("ox", file.read(Optional.of("fixed")).text(2));
      assertEquals("Äpfel", file.read(Optional.of("text")).text(2));
      assertFalse(file.arrays().containsKey("link"));
      assertEquals("uint8 [5, 3, 4]", file.arrays().get("group/gzip"));
    }
  }

  @Test
  void refusesWhatItCannotRead() {
    try (ArrayFile types = ArrayFile.open(GoldenArrays.file("types.h5"));
        ArrayFile filter = ArrayFile.open(GoldenArrays.file("filter.h5"))) {
      assertTrue(message(types, "single").contains("is a single value"), message(types, "single"));
      assertTrue(message(types, "nowhere").contains("has no array 'nowhere'; there are "));
      String message = message(filter, "x");
      assertTrue(message.contains("key x: is damaged, or in a form that cannot be read"), message);
    }
  }

  /** Whatever is wrong, it is said in a line with the file's path, and at once. */
  @Test
  void refusesDamagedFilesInWords(@TempDir Path folder) throws IOException {
    byte[] good = Files.readAllBytes(GoldenArrays.file("types.h5"));
    Path file = folder.resolve("damaged.h5");
    for (int length : new int[] {8, 50, 100, 1000, 5000, good.length / 2}) {
      Files.write(file, Arrays.copyOf(good, length));
      assertTrue(message(file).startsWith(file.toString()), message(file));
    }
    RandomStream stream = new RandomStream(0, "damage");
    for (int trial = 0; trial < 200; trial++) {
      byte[] damaged = good.clone();
      for (int i = 0; i < 20; i++) {
        damaged[8 + stream.nextInt(good.length - 8)] = (byte) stream.nextInt(256);
      }
      Files.write(file, damaged);
      try {
        readAll(file);
      } catch (DataException e) {
        assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
      }
    }
  }

  private static void readAll(Path file) {
    try (ArrayFile arrays = ArrayFile.open(file)) {
      for (String key : arrays.arrays().keySet()) {
        if (!key.equals("single")) {
          arrays.read(Optional.of(key));
        }
      }
    }
  }

  private static String message(Path file) {
    return assertThrows(DataException.class, () -> readAll(file)).getMessage();
  }

  private static String message(ArrayFile file, String key) {
    return assertThrows(DataException.class, () -> file.read(Optional.of(key))).getMessage();
  }
}

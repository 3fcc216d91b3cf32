package org.lowerbound.data.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Files of arrays that NumPy and h5py wrote ({@code tools/golden/arrays.py}). */
final class GoldenArrays {
  /** The names of all types of numbers. */
  static final List<String> TYPES =
      List.of(
          "bool", "uint8", "uint16", "uint32", "uint64", "int8", "int16", "int32", "int64",
          "float16", "float32", "float64");

  private GoldenArrays() {}

  static Path file(String name) {
    try {
      return Path.of(GoldenArrays.class.getResource("/golden/arrays/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Checks the array of a type that is in the files of all types. */
  static void check(ArrayFile file, String key, String type) {
    NumericArray array = file.read(Optional.of(key)).numbers();
    assertEquals(List.of(2, 3), array.shape(), key);
    for (int i = 0; i < 6; i++) {
      assertEquals(expected(type, i), array.value(i), key + " " + i); // All exact.
    }
  }

  private static double expected(String type, int i) {
    if (type.equals("bool")) {
      return i % 2;
    } else if (type.startsWith("uint")) {
      return i;
    }
    return type.startsWith("int") ? i - 2 : (i - 2) * 0.25;
  }
}

package org.lowerbound.data.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes are those that numpy.lib.format of NumPy 2.4.6 writes, and reads. */
class NpzWriterTest {
  @TempDir Path folder;

  /** Returns an array's file inside a .npz. */
  private static byte[] entry(Path file, String name) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile());
        InputStream in = zip.getInputStream(zip.getEntry(name + ".npy"))) {
      return in.readAllBytes();
    }
  }

  /** Returns the header of an array's file, without what fills it up. */
  private static String header(byte[] npy) {
    int length = ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN).getShort(8);
    return new String(npy, 10, length, ISO_8859_1).strip();
  }

  /** Returns the values of an array of floats. */
  private static float[] floats(byte[] npy) {
    ByteBuffer values = values(npy);
    float[] floats = new float[values.remaining() / 4];
    values.asFloatBuffer().get(floats);
    return floats;
  }

  private static ByteBuffer values(byte[] npy) {
    int length = ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN).getShort(8);
    return ByteBuffer.wrap(npy, 10 + length, npy.length - 10 - length)
        .slice()
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void arraysAreAsNumPyHasThem() throws IOException {
    Path file = folder.resolve("a.npz");
    float[] given = {1, -2.5f, 0, 3, 4, 5, 6, 1e-20f};
    double[] wide = {Math.PI, Double.MIN_VALUE, Double.NEGATIVE_INFINITY};
    new NpzWriter("of whom")
        .add("x", given, 2, 2, 2)
        .add("label", new int[] {7, -1, 258})
        .add("wide", wide)
        .write(file);
    byte[] x = entry(file, "x");
    String start = new String(x, 0, 8, ISO_8859_1);
    assertEquals("\u0093NUMPY\u0001\u0000", start);
    assertEquals(0, (x.length - 8 * 4) % 64, "the values begin at a multiple of 64");
    assertEquals('\n', x[x.length - 8 * 4 - 1]);
    assertEquals("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2, 2), }", header(x));
    assertArrayEquals(given, floats(x));
    byte[] label = entry(file, "label");
    assertEquals("{'descr': '<i4', 'fortran_order': False, 'shape': (3,), }", header(label));
    int[] numbers = new int[3];
    values(label).asIntBuffer().get(numbers);
    assertArrayEquals(new int[] {7, -1, 258}, numbers);
    assertEquals(
        "{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }", header(entry(file, "wide")));
    double[] doubles = new double[3];
    values(entry(file, "wide")).asDoubleBuffer().get(doubles);
    assertArrayEquals(wide, doubles);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertEquals("of whom", zip.getComment());
    }
  }

  @Test
  void theSameArraysAreTheSameBytesHoweverMany() throws IOException {
    float[] many = new float[100_000]; // More than are written at once.
    for (int i = 0; i < many.length; i++) {
      many[i] = i;
    }
    Path first = folder.resolve("first.npz");
    Path second = folder.resolve("second.npz");
    new NpzWriter().add("x", many, 1000, 100).write(first);
    new NpzWriter().add("x", many, 1000, 100).write(second);
    assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
    assertArrayEquals(many, floats(entry(first, "x")));
    assertThrows(IllegalArgumentException.class, () -> new NpzWriter().add("x", many, 1000, 99));
  }
}

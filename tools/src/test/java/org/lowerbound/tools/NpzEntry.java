package org.lowerbound.tools;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/** What a .npz has of an array, read without the framework's reader. */
final class NpzEntry {
  private NpzEntry() {}

  /** Returns an array's file inside a .npz. */
  private static byte[] entry(Path file, String name) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile());
        InputStream in = zip.getInputStream(zip.getEntry(name + ".npy"))) {
      return in.readAllBytes();
    }
  }

  /** Returns the header of an array's file, without what fills it up. */
  static String header(Path file, String name) throws IOException {
    byte[] npy = entry(file, name);
    int length = ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN).getShort(8);
    return new String(npy, 10, length, ISO_8859_1).strip();
  }

  /** Returns the values of an array of floats. */
  static float[] floats(Path file, String name) throws IOException {
    byte[] npy = entry(file, name);
    int length = ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN).getShort(8);
    ByteBuffer values =
        ByteBuffer.wrap(npy, 10 + length, npy.length - 10 - length)
            .slice()
            .order(ByteOrder.LITTLE_ENDIAN);
    float[] floats = new float[values.remaining() / 4];
    values.asFloatBuffer().get(floats);
    return floats;
  }
}

package org.lowerbound.data.file;

import static com.google.common.base.Preconditions.checkArgument;
import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.lowerbound.file.WholeFiles;

/**
 * Arrays by name as NumPy keeps them: a zip of files in its format, version 1.0 (NumPy enhancement
 * proposal 1), little-endian. The same arrays make the same bytes.
 */
public final class NpzWriter {
  private static final byte[] VERSION = {1, 0};

  /** What precedes the values, with the length of the header itself, fills blocks of this size. */
  private static final int ALIGNMENT = 64;

  private static final int VALUES_AT_ONCE = 1 << 14;

  /** The first time that a zip can tell. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final Map<String, Entry> arrays = new LinkedHashMap<>();
  private final String comment;

  /** Starts a file without a comment. */
  public NpzWriter() {
    this("");
  }

  /**
   * Starts a file.
   *
   * @param comment the zip's comment, which NumPy leaves alone
   */
  public NpzWriter(String comment) {
    this.comment = comment;
  }

  /** The values of an array, once they are asked for. */
  private record Entry(String type, ImmutableList<Long> shape, long count, Values values) {}

  /** Puts the value at a position into a buffer. */
  @FunctionalInterface
  private interface Values {
    void put(ByteBuffer buffer, int position);
  }

  /** Adds numbers in 32 bits, last index fastest. */
  public NpzWriter add(String name, float[] values, long... shape) {
    return add(
        name,
        "<f4",
        Arrays.stream(shape).boxed().collect(ImmutableList.toImmutableList()),
        values.length,
        (buffer, i) -> buffer.putFloat(values[i]));
  }

  /** Adds numbers in 64 bits, {@code [n]}. */
  public NpzWriter add(String name, double[] values) {
    return add(
        name,
        "<f8",
        ImmutableList.of((long) values.length),
        values.length,
        (buffer, i) -> buffer.putDouble(values[i]));
  }

  /** Adds numbers, {@code [n]}. */
  public NpzWriter add(String name, int[] values) {
    return add(
        name,
        "<i4",
        ImmutableList.of((long) values.length),
        values.length,
        (buffer, i) -> buffer.putInt(values[i]));
  }

  private NpzWriter add(
      String name, String type, ImmutableList<Long> shape, long count, Values values) {
    long expected = shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
    checkArgument(count == expected, "%s: %s values are not %s", name, count, shape);
    checkArgument(
        arrays.put(name, new Entry(type, shape, count, values)) == null, "two arrays %s", name);
    return this;
  }

  /**
   * Writes the file, whole or not at all.
   *
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    WholeFiles.write(file, this::writeTo);
  }

  private void writeTo(OutputStream file) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(file);
    zip.setComment(comment);
    for (Map.Entry<String, Entry> array : arrays.entrySet()) {
      ZipEntry entry = new ZipEntry(array.getKey() + ".npy");
      entry.setTimeLocal(NO_TIME);
      zip.putNextEntry(entry);
      writeTo(zip, array.getValue());
      zip.closeEntry();
    }
    zip.finish(); // The file itself is closed by who opened it.
  }

  private static void writeTo(OutputStream out, Entry array) throws IOException {
    String shape = array.shape().stream().map(size -> size + ",").collect(Collectors.joining(" "));
    if (array.shape().size() > 1) {
      shape = shape.substring(0, shape.length() - 1);
    }
    String header =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }".formatted(array.type(), shape);
    int before = NpyHeader.MAGIC.length + VERSION.length + Short.BYTES;
    int whole = (before + header.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    ByteBuffer start = ByteBuffer.allocate(whole).order(ByteOrder.LITTLE_ENDIAN);
    start
        .put(NpyHeader.MAGIC)
        .put(VERSION)
        .putShort((short) (whole - before))
        .put(header.getBytes(US_ASCII));
    while (start.remaining() > 1) {
      start.put((byte) ' ');
    }
    out.write(start.put((byte) '\n').array());
    ByteBuffer buffer =
        ByteBuffer.allocate(Double.BYTES * VALUES_AT_ONCE).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < array.count(); i++) {
      array.values().put(buffer, i);
      if (!buffer.hasRemaining() || i == array.count() - 1) {
        out.write(buffer.array(), 0, buffer.position());
        buffer.clear();
      }
    }
  }
}

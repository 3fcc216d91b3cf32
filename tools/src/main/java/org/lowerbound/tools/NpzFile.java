package org.lowerbound.tools;

import static com.google.common.base.Preconditions.checkArgument;
import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.file.WholeFiles;
import org.lowerbound.training.Matrix;

/**
 * Arrays by name as NumPy keeps them: a zip of files in its format, version 1.0 (NumPy enhancement
 * proposal 1), little-endian. The same arrays make the same bytes.
 */
final class NpzFile {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

  /** What precedes the values, with the length of the header itself, fills blocks of this size. */
  private static final int ALIGNMENT = 64;

  private static final int VALUES_AT_ONCE = 1 << 14;

  /** The first time that a zip can tell. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final Map<String, Entry> arrays = new LinkedHashMap<>();

  /** The values of an array, once they are asked for. */
  private record Entry(String type, ImmutableList<Long> shape, long count, Values values) {}

  /** Puts the value at a position into a buffer. */
  @FunctionalInterface
  private interface Values {
    void put(ByteBuffer buffer, int position);
  }

  /** Adds numbers, {@code [rows, ...shape]}. */
  NpzFile add(String name, Matrix matrix, long... shape) {
    ImmutableList.Builder<Long> sizes = ImmutableList.<Long>builder().add((long) matrix.rows());
    for (long size : shape) {
      sizes.add(size);
    }
    float[] values = matrix.values();
    return add(
        name, "<f4", sizes.build(), values.length, (buffer, i) -> buffer.putFloat(values[i]));
  }

  /** Adds numbers, {@code [n]}. */
  NpzFile add(String name, int[] values) {
    return add(
        name,
        "<i4",
        ImmutableList.of((long) values.length),
        values.length,
        (buffer, i) -> buffer.putInt(values[i]));
  }

  private NpzFile add(
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
   * @throws ResultException if it cannot be written
   */
  void write(Path file) {
    try {
      WholeFiles.write(file, this::writeTo);
    } catch (IOException e) {
      throw new ResultException("cannot write " + file + ": " + WholeFiles.reason(e), e);
    }
  }

  private void writeTo(OutputStream file) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(file);
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
    int before = MAGIC.length + Short.BYTES;
    int whole = (before + header.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    ByteBuffer start = ByteBuffer.allocate(whole).order(ByteOrder.LITTLE_ENDIAN);
    start.put(MAGIC).putShort((short) (whole - before)).put(header.getBytes(US_ASCII));
    while (start.remaining() > 1) {
      start.put((byte) ' ');
    }
    out.write(start.put((byte) '\n').array());
    ByteBuffer buffer = ByteBuffer.allocate(4 * VALUES_AT_ONCE).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < array.count(); i++) {
      array.values().put(buffer, i);
      if (!buffer.hasRemaining() || i == array.count() - 1) {
        out.write(buffer.array(), 0, buffer.position());
        buffer.clear();
      }
    }
  }
}

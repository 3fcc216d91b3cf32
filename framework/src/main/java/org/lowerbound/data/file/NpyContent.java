package org.lowerbound.data.file;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lowerbound.data.source.DataException;

/** Reads an array in NumPy's format from its first byte to its last. */
final class NpyContent {
  private NpyContent() {}

  /**
   * Reads the content.
   *
   * @param place which array it is, for messages
   * @param in read to the end of the array
   * @param available how many bytes there are: no more are taken for granted, whatever the header
   *     says
   * @param rows those of the first dimension that are wanted, in ascending order; all if there are
   *     none
   * @throws DataException if the content is not as it should be
   */
  static StoredArray read(String place, InputStream in, long available, Optional<int[]> rows)
      throws IOException {
    NpyHeader header = NpyHeader.read(place, in);
    long count = checkedCount(place, header, available);
    return rows.isPresent()
        ? rows(place, in, header, rows.get())
        : array(place, header, bytes(place, in, header, count), header.shape());
  }

  /**
   * Maps an array of numbers whose first dimension is the slowest.
   *
   * @param place which array it is, for messages
   * @param file the file that it is alone in
   * @param pieceBytes how much of it one buffer has, as a Java buffer has less than 2 GB; a power
   *     of two
   * @throws DataException if the content is not as it should be
   */
  static NumericArray map(String place, FileChannel file, NpyHeader header, int pieceBytes)
      throws IOException {
    long bytes = checkedCount(place, header, file.size()) * header.values().size();
    List<ByteBuffer> pieces = new ArrayList<>();
    for (long start = 0; start < bytes; start += pieceBytes) {
      pieces.add(
          file.map(
                  FileChannel.MapMode.READ_ONLY,
                  header.length() + start,
                  Math.min(pieceBytes, bytes - start))
              .order(header.values().order()));
    }
    return NumericArray.mapped(
        place, header.shape(), header.values().number().orElseThrow(), pieces, pieceBytes);
  }

  /** Returns the number of values, after a comparison with the bytes that there are. */
  private static long checkedCount(String place, NpyHeader header, long available) {
    header.values().checkReadable(place);
    long count = ArraySizes.count(place, header.shape());
    long there = available - header.length();
    // Divided, as the product may be no long.
    if (count > there / header.values().size() || count * header.values().size() != there) {
      boolean more = count <= there / header.values().size();
      throw new DataException(
          String.format(
              more
                  ? "%s: has more than its header says: %s is less than %d bytes"
                  : "%s: is truncated: its header says %s, but there are %d bytes of values",
              place,
              header.description(),
              there));
    }
    return count;
  }

  private static ByteBuffer bytes(String place, InputStream in, NpyHeader header, long count)
      throws IOException {
    byte[] bytes = new byte[length(place, header, count)];
    readFully(place, in, bytes, 0, bytes.length);
    return ByteBuffer.wrap(bytes);
  }

  /** Goes through the array row by row, so that it may be longer than what can be kept of it. */
  private static StoredArray rows(String place, InputStream in, NpyHeader header, int[] rows)
      throws IOException {
    if (header.fortran() || header.shape().isEmpty()) {
      throw new DataException(
          place + ": is not in C order, so that some of its rows cannot be read alone");
    }
    long rowBytes =
        ArraySizes.count(place, header.shape().subList(1, header.shape().size()))
            * header.values().size();
    byte[] bytes =
        new byte[length(place, header, rows.length * (rowBytes / header.values().size()))];
    long row = 0;
    for (int i = 0; i < rows.length; i++) {
      in.skipNBytes((rows[i] - row) * rowBytes);
      readFully(place, in, bytes, (int) (i * rowBytes), (int) rowBytes);
      row = rows[i] + 1L;
    }
    ImmutableList<Integer> shape =
        ImmutableList.<Integer>builder()
            .add(rows.length)
            .addAll(header.shape().subList(1, header.shape().size()))
            .build();
    return array(place, header, ByteBuffer.wrap(bytes), shape);
  }

  private static int length(String place, NpyHeader header, long count) {
    if (count > ArraySizes.MOST_BYTES / header.values().size()) {
      throw new DataException(
          String.format(
              "%s: has %s, but at most %d bytes of an array can be read; numbers in a .npy file of"
                  + " their own, in C order (numpy.save of numpy.ascontiguousarray), may be more",
              place, header.description(), ArraySizes.MOST_BYTES));
    }
    return (int) count * header.values().size();
  }

  private static void readFully(String place, InputStream in, byte[] bytes, int at, int length)
      throws IOException {
    if (in.readNBytes(bytes, at, length) < length) {
      throw new DataException(place + ": is truncated: it ends within its values");
    }
  }

  private static StoredArray array(
      String place, NpyHeader header, ByteBuffer read, ImmutableList<Integer> shape) {
    NpyType type = header.values();
    ByteBuffer bytes =
        header.fortran() && shape.size() > 1
            ? FortranOrder.toLastFastest(read, shape, type.size())
            : read;
    bytes.order(type.order());
    if (type.number().isPresent()) {
      return NumericArray.of(place, shape, type.number().get(), bytes);
    }
    ImmutableList.Builder<String> texts = ImmutableList.builder();
    for (int at = 0; at < bytes.limit(); at += type.size()) {
      texts.add(type.text(bytes, at));
    }
    return new TextArray(place, shape, texts.build());
  }
}

package org.lowerbound.data.file;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.lowerbound.data.Observations;
import org.lowerbound.data.source.DataException;
import org.lowerbound.data.source.Gzip;

/**
 * An array of unsigned bytes in the IDX layout of MNIST, plain or gzip-compressed.
 *
 * <p>The layout (LeCun, Cortes and Burges, "The MNIST database of handwritten digits"): two zero
 * bytes, one byte for the type of the values, one for the number of dimensions, a big-endian 32-bit
 * size for each, then the values, last dimension fastest, and nothing after them.
 */
public final class IdxFile {
  private static final int UNSIGNED_BYTE = 0x08;

  private static final ImmutableMap<Integer, String> OTHER_TYPES =
      ImmutableMap.of(
          0x09, "signed bytes",
          0x0B, "16-bit integers",
          0x0C, "32-bit integers",
          0x0D, "32-bit floats",
          0x0E, "64-bit floats");

  /** The longest array that every JVM can make. */
  private static final int LONGEST = Integer.MAX_VALUE - 8;

  /**
   * The longest array that a header is believed without having seen the values: piece by piece, as
   * others are read, they are in memory twice for a moment.
   */
  private static final int MOST_AT_ONCE = 1 << 27;

  private final ImmutableList<Integer> sizes;
  private final byte[] values;

  private IdxFile(ImmutableList<Integer> sizes, byte[] values) {
    this.sizes = sizes;
    this.values = values;
  }

  /**
   * Reads a file.
   *
   * @throws DataException if it cannot be read or is not such a file
   */
  public static IdxFile read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return parse(file, in);
    } catch (IOException e) {
      throw new DataException(file + ": cannot be read: " + e, e);
    }
  }

  /**
   * Reads the content of a file.
   *
   * @param file the file's place, for messages
   * @param content read to its end; plain or gzip-compressed
   * @throws DataException if the content is not as it should be
   */
  public static IdxFile parse(Path file, InputStream content) {
    try {
      InputStream in = Gzip.open(content);
      ImmutableList<Integer> sizes = readHeader(file, in);
      int length = length(file, sizes);
      byte[] values = readValues(in, length);
      if (values.length < length) {
        throw damaged(
            file,
            String.format(
                "is truncated: it holds %d of the %d values that its header %s promises",
                values.length, length, sizes));
      }
      long trailing = in.transferTo(OutputStream.nullOutputStream());
      if (trailing > 0) {
        throw damaged(
            file, String.format("has %d bytes after the last value of %s", trailing, sizes));
      }
      return new IdxFile(sizes, values);
    } catch (EOFException e) {
      throw new DataException(file + ": is truncated: its gzip stream ends early", e);
    } catch (IOException e) {
      throw new DataException(file + ": is damaged: " + e.getMessage(), e);
    }
  }

  /** Returns the size of each dimension. */
  public ImmutableList<Integer> sizes() {
    return sizes;
  }

  /**
   * Returns the values, last dimension fastest. The array is the object's own storage: nobody
   * writes to it.
   */
  public byte[] values() {
    return values;
  }

  /** Returns the values as one observation for each index of the first dimension. */
  public Observations.Bytes observations() {
    int count = sizes.get(0);
    int dimension = 1;
    for (int size : sizes.subList(1, sizes.size())) {
      dimension *= size;
    }
    return new Observations.Bytes(values, count, dimension);
  }

  /** Returns at most {@code length} values. */
  private static byte[] readValues(InputStream in, int length) throws IOException {
    if (length > MOST_AT_ONCE) {
      return in.readNBytes(length);
    }
    byte[] values = new byte[length];
    int read = in.readNBytes(values, 0, length);
    return read == length ? values : Arrays.copyOf(values, read);
  }

  private static ImmutableList<Integer> readHeader(Path file, InputStream in) throws IOException {
    byte[] magic = in.readNBytes(Integer.BYTES);
    if (magic.length < Integer.BYTES) {
      throw damaged(file, "is truncated: it ends within the first 4 bytes");
    }
    if (magic[0] != 0 || magic[1] != 0) {
      throw damaged(
          file,
          String.format(
              "is not an IDX file: it starts with the bytes %02x %02x and not 00 00",
              magic[0], magic[1]));
    }
    checkType(file, magic[2] & 0xFF);
    int rank = magic[3] & 0xFF;
    if (rank == 0) {
      throw damaged(file, "has no dimensions, but an IDX file has at least one");
    }
    byte[] header = in.readNBytes(rank * Integer.BYTES);
    if (header.length < rank * Integer.BYTES) {
      throw damaged(
          file, String.format("is truncated: it ends within the sizes of its %d dimensions", rank));
    }
    ImmutableList.Builder<Integer> sizes = ImmutableList.builder();
    ByteBuffer buffer = ByteBuffer.wrap(header);
    for (int i = 0; i < rank; i++) {
      int size = buffer.getInt();
      if (size <= 0) {
        throw damaged(
            file,
            String.format(
                "has the size %s in dimension %d, but sizes are 1 … %d",
                Integer.toUnsignedString(size), i, Integer.MAX_VALUE));
      }
      sizes.add(size);
    }
    return sizes.build();
  }

  private static void checkType(Path file, int type) {
    if (type != UNSIGNED_BYTE) {
      throw damaged(
          file,
          String.format(
              "holds values of type 0x%02X (%s), but only 0x08 (unsigned bytes) can be read",
              type, OTHER_TYPES.getOrDefault(type, "unknown to the layout")));
    }
  }

  private static int length(Path file, ImmutableList<Integer> sizes) {
    long length = 1;
    for (int size : sizes) {
      length *= size;
      if (length > LONGEST) {
        throw damaged(file, String.format("has the sizes %s, more than %d values", sizes, LONGEST));
      }
    }
    return (int) length;
  }

  private static DataException damaged(Path file, String what) {
    return new DataException(file + ": " + what);
  }
}

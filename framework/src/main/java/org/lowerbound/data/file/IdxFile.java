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
import java.util.stream.Collectors;
import org.lowerbound.data.Observations;
import org.lowerbound.data.source.DataException;
import org.lowerbound.data.source.Gzip;

/**
 * An array of numbers in the IDX layout of MNIST, plain or gzip-compressed.
 *
 * <p>The layout (LeCun, Cortes and Burges, "The MNIST database of handwritten digits"): two zero
 * bytes, one byte for the type of the values, one for the number of dimensions, a big-endian 32-bit
 * size for each, then the values, last dimension fastest, and nothing after them.
 */
public final class IdxFile {
  private static final ImmutableMap<Integer, ElementType> TYPES =
      ImmutableMap.of(
          0x08, ElementType.UINT8,
          0x09, ElementType.INT8,
          0x0B, ElementType.INT16,
          0x0C, ElementType.INT32,
          0x0D, ElementType.FLOAT32,
          0x0E, ElementType.FLOAT64);

  /**
   * The longest array that a header is believed without having seen the values: piece by piece, as
   * others are read, they are in memory twice for a moment.
   */
  private static final int MOST_AT_ONCE = 1 << 27;

  private final NumericArray array;

  private IdxFile(NumericArray array) {
    this.array = array;
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
      Header header = readHeader(file, in);
      ElementType type = header.type();
      int length =
          ArraySizes.bytes(
              file.toString(), ArraySizes.count(file.toString(), header.sizes()), type);
      byte[] bytes = readBytes(in, length);
      if (bytes.length < length) {
        throw damaged(
            file,
            String.format(
                "is truncated: it holds %d of the %d values that its header %s promises",
                bytes.length / type.size(), length / type.size(), header.sizes()));
      }
      long trailing = in.transferTo(OutputStream.nullOutputStream());
      if (trailing > 0) {
        throw damaged(
            file,
            String.format("has %d bytes after the last value of %s", trailing, header.sizes()));
      }
      return new IdxFile(
          NumericArray.of(file.toString(), header.sizes(), type, ByteBuffer.wrap(bytes)));
    } catch (EOFException e) {
      throw new DataException(file + ": is truncated: its gzip stream ends early", e);
    } catch (IOException e) {
      throw new DataException(file + ": is damaged: " + e.getMessage(), e);
    }
  }

  /** Returns what the file holds. */
  public NumericArray array() {
    return array;
  }

  /** Returns the size of each dimension. */
  public ImmutableList<Integer> sizes() {
    return array.shape();
  }

  /**
   * Returns the values, last dimension fastest. The array is the object's own storage: nobody
   * writes to it.
   *
   * @throws DataException if they are not unsigned bytes
   */
  public byte[] values() {
    if (array.elementType() != ElementType.UINT8) {
      throw new DataException(
          String.format(
              "%s: holds values of type %s, but unsigned bytes (0x08) are needed",
              array.place(), array.type()));
    }
    return array.bytes();
  }

  /** Returns the values as one observation for each index of the first dimension. */
  public Observations.Bytes observations() {
    byte[] values = values();
    int count = sizes().get(0);
    return new Observations.Bytes(values, count, values.length / count);
  }

  /** Returns at most {@code length} bytes. */
  private static byte[] readBytes(InputStream in, int length) throws IOException {
    if (length > MOST_AT_ONCE) {
      return in.readNBytes(length);
    }
    byte[] bytes = new byte[length];
    int read = in.readNBytes(bytes, 0, length);
    return read == length ? bytes : Arrays.copyOf(bytes, read);
  }

  /** What precedes the values. */
  private record Header(ElementType type, ImmutableList<Integer> sizes) {}

  private static Header readHeader(Path file, InputStream in) throws IOException {
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
    ElementType type = type(file, magic[2] & 0xFF);
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
    return new Header(type, sizes.build());
  }

  private static ElementType type(Path file, int code) {
    ElementType type = TYPES.get(code);
    if (type == null) {
      throw damaged(
          file,
          String.format(
              "holds values of type 0x%02X, which is unknown to the layout; known: %s",
              code,
              TYPES.entrySet().stream()
                  .map(e -> String.format("0x%02X (%s)", e.getKey(), e.getValue().label()))
                  .collect(Collectors.joining(", "))));
    }
    return type;
  }

  private static DataException damaged(Path file, String what) {
    return new DataException(file + ": " + what);
  }
}

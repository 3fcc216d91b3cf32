package org.lowerbound.data.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Ints;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lowerbound.data.source.DataException;

/**
 * What an array in NumPy's format says of itself (NumPy enhancement proposal 1; numpy.lib.format).
 *
 * @param values how a value is kept
 * @param fortran whether the first dimension is the fastest
 * @param shape the size of each dimension
 * @param length the bytes before the first value
 */
record NpyHeader(NpyType values, boolean fortran, ImmutableList<Integer> shape, int length) {
  /** What every such array starts with. */
  static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** NumPy itself reads 10,000 at most, for what it reads is a program's text. */
  private static final int LONGEST = 10_000;

  private static final Pattern TYPE =
      Pattern.compile("['\"]descr['\"]\\s*:\\s*(\\[|['\"]([^'\"]*)['\"])");
  private static final Pattern ORDER =
      Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");
  private static final Pattern SHAPE =
      Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([0-9L,\\s]*)\\)");

  /** Returns whether these are numbers whose first dimension is the slowest, or the only one. */
  boolean isInOrder() {
    return values.number().isPresent() && (!fortran || shape.size() < 2);
  }

  /**
   * Reads a header and no more.
   *
   * @param place which array it is, for messages
   * @throws DataException if it is none
   */
  static NpyHeader read(String place, InputStream in) throws IOException {
    byte[] start = in.readNBytes(MAGIC.length + 2);
    if (start.length < MAGIC.length + 2) {
      throw new DataException(place + ": is truncated: it ends within its first bytes");
    }
    if (!Arrays.equals(MAGIC, Arrays.copyOf(start, MAGIC.length))) {
      throw new DataException(place + ": is not in NumPy's format: it does not start as that does");
    }
    int version = start[MAGIC.length];
    if (version < 1 || version > 3) {
      throw new DataException(
          String.format("%s: is in version %d of NumPy's format; 1 to 3 work", place, version));
    }
    int sizeBytes = version == 1 ? Short.BYTES : Integer.BYTES;
    byte[] size = Arrays.copyOf(in.readNBytes(sizeBytes), Integer.BYTES);
    long length =
        Integer.toUnsignedLong(ByteBuffer.wrap(size).order(ByteOrder.LITTLE_ENDIAN).getInt());
    if (length > LONGEST) {
      throw new DataException(
          String.format(
              "%s: says that its header has %d bytes; at most %d are read",
              place, length, LONGEST));
    }
    byte[] text = in.readNBytes((int) length);
    if (text.length < length) {
      throw new DataException(place + ": is truncated: it ends within its header");
    }
    return parse(
        place,
        new String(text, version == 3 ? UTF_8 : ISO_8859_1),
        start.length + sizeBytes + text.length);
  }

  private static NpyHeader parse(String place, String text, int length) {
    Matcher type = TYPE.matcher(text);
    Matcher order = ORDER.matcher(text);
    Matcher shape = SHAPE.matcher(text);
    if (!type.find() || !order.find() || !shape.find()) {
      throw new DataException(
          place + ": has a header that does not say type, order and shape: " + text.strip());
    }
    return new NpyHeader(
        NpyType.parse(place, type.group(2) == null ? "[…]" : type.group(2)),
        order.group(1).equals("True"),
        Splitter.on(',')
            .trimResults()
            .omitEmptyStrings()
            .splitToStream(shape.group(1))
            .map(size -> size(place, size))
            .collect(ImmutableList.toImmutableList()),
        length);
  }

  private static int size(String place, String text) {
    // Python 2 wrote 10L for 10.
    Integer size = Ints.tryParse(text.endsWith("L") ? text.substring(0, text.length() - 1) : text);
    if (size == null) {
      throw new DataException(
          String.format(
              "%s: has the size %s, but sizes are 0 … %d", place, text, Integer.MAX_VALUE));
    }
    return size;
  }

  /** Says what the array is, for messages. */
  String description() {
    return values.label() + " " + shape;
  }
}

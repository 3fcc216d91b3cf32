package org.lowerbound.data.file;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.math.DoubleMath;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongFunction;
import org.lowerbound.data.source.DataException;

/**
 * An array of numbers, kept in the bytes of its file, last dimension fastest: in memory, or mapped,
 * so that the machine reads them when they are looked at. Nobody writes to them after construction.
 */
public final class NumericArray implements StoredArray {
  private final String place;
  private final ImmutableList<Integer> shape;
  private final ElementType type;
  private final boolean mapped;
  private final ByteBuffer[] pieces;

  /** The number of values of a piece is 2 to the power of this; a single piece may be shorter. */
  private final int pieceBits;

  private final long size;
  private final LongFunction<String> positions;

  private NumericArray(
      String place,
      ImmutableList<Integer> shape,
      ElementType type,
      boolean mapped,
      ByteBuffer[] pieces,
      int pieceBits,
      LongFunction<String> positions) {
    this.place = place;
    this.shape = shape;
    this.type = type;
    this.mapped = mapped;
    this.pieces = pieces;
    this.pieceBits = pieceBits;
    this.size = ArraySizes.count(place, shape);
    this.positions = positions;
  }

  /**
   * Makes an array whose positions are called by their indices.
   *
   * @param place which array it is, for messages
   * @param shape the size of each dimension
   * @param type what each value is
   * @param bytes the values from byte 0 on, last dimension fastest, in the buffer's byte order
   */
  public static NumericArray of(
      String place, List<Integer> shape, ElementType type, ByteBuffer bytes) {
    ImmutableList<Integer> sizes = ImmutableList.copyOf(shape);
    return of(place, sizes, type, bytes, index -> "at " + indices(sizes, index));
  }

  /**
   * Makes an array.
   *
   * @param place which array it is, for messages
   * @param shape the size of each dimension
   * @param type what each value is
   * @param bytes the values from byte 0 on, last dimension fastest, in the buffer's byte order
   * @param positions says where a value is, for messages: {@code in line 3, column age}
   */
  public static NumericArray of(
      String place,
      List<Integer> shape,
      ElementType type,
      ByteBuffer bytes,
      LongFunction<String> positions) {
    ImmutableList<Integer> sizes = ImmutableList.copyOf(shape);
    int expected = ArraySizes.bytes(place, ArraySizes.count(place, sizes), type);
    checkArgument(
        bytes.limit() == expected,
        "%s: %s bytes do not fill %s of type %s",
        place,
        bytes.limit(),
        shape,
        type.label());
    return new NumericArray(
        place, sizes, type, false, new ByteBuffer[] {bytes}, Integer.SIZE, positions);
  }

  /**
   * Makes an array of what is mapped of a file.
   *
   * @param place which array it is, for messages
   * @param shape the size of each dimension
   * @param type what each value is
   * @param pieces the values, last dimension fastest, in the buffers' byte order
   * @param pieceBytes how many bytes each piece has, but for the last; a power of two, and at least
   *     a value's
   */
  static NumericArray mapped(
      String place,
      ImmutableList<Integer> shape,
      ElementType type,
      List<ByteBuffer> pieces,
      int pieceBytes) {
    return new NumericArray(
        place,
        shape,
        type,
        true,
        pieces.toArray(ByteBuffer[]::new),
        Integer.numberOfTrailingZeros(pieceBytes / type.size()),
        index -> "at " + indices(shape, index));
  }

  @Override
  public String place() {
    return place;
  }

  @Override
  public ImmutableList<Integer> shape() {
    return shape;
  }

  @Override
  public String type() {
    return type.label();
  }

  @Override
  public NumericArray numbers() {
    return this;
  }

  /** Returns what each value is. */
  public ElementType elementType() {
    return type;
  }

  /** Returns whether the values are in a file, and read when they are looked at. */
  public boolean isMapped() {
    return mapped;
  }

  /** Returns the number of values; it may be larger than that of a Java array's. */
  public long size() {
    return size;
  }

  /** Returns a value, last dimension fastest. */
  public double value(long index) {
    return type.value(piece(index), inPiece(index));
  }

  private ByteBuffer piece(long index) {
    return pieces[(int) (index >>> pieceBits)];
  }

  private int inPiece(long index) {
    return (int) (index & ((1L << pieceBits) - 1));
  }

  /** Says where a value is, for messages. */
  public String position(long index) {
    return positions.apply(index);
  }

  @Override
  public String text(long index) {
    double value = value(index);
    if (type == ElementType.UINT64) {
      return Long.toUnsignedString(piece(index).getLong(inPiece(index) * type.size()));
    } else if (type == ElementType.INT64) {
      return Long.toString(piece(index).getLong(inPiece(index) * type.size()));
    }
    return DoubleMath.isMathematicalInteger(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /**
   * Returns the values of an array that is not mapped as they are in memory, one byte each. The
   * result is the object's own storage: nobody writes to it.
   */
  public byte[] bytes() {
    checkAreBytes();
    ByteBuffer bytes = pieces[0];
    // Without a copy wherever the buffer is a whole array.
    if (bytes.hasArray() && bytes.arrayOffset() == 0 && bytes.array().length == bytes.limit()) {
      return bytes.array();
    }
    byte[] copy = new byte[Math.toIntExact(size)];
    bytes(0, copy, 0, copy.length);
    return copy;
  }

  /**
   * Copies values that are one byte each.
   *
   * @param first the first of them
   * @param to where they are copied to
   * @param at the place of the first
   * @param length how many
   */
  public void bytes(long first, byte[] to, int at, int length) {
    checkAreBytes();
    int done = 0;
    while (done < length) {
      ByteBuffer piece = piece(first + done);
      int from = inPiece(first + done);
      int some = Math.min(length - done, piece.limit() - from);
      piece.get(from, to, at + done, some);
      done += some;
    }
  }

  private void checkAreBytes() {
    checkArgument(type.size() == 1, "%s: values of type %s are no bytes", place, type.label());
  }

  /**
   * Checks that all values are finite.
   *
   * @return the same array
   * @throws DataException naming the first that is not
   */
  public NumericArray finite() {
    if (!type.isWhole()) {
      for (long i = 0; i < size; i++) {
        double value = value(i);
        if (!Double.isFinite(value)) {
          throw new DataException(
              String.format(
                  "%s: the value %s is %s, but all must be finite; take such rows out, or put a"
                      + " number in its place",
                  place, position(i), value));
        }
      }
    }
    return this;
  }

  private static List<Integer> indices(ImmutableList<Integer> shape, long index) {
    List<Integer> indices = new ArrayList<>();
    long rest = index;
    for (int size : shape.reverse()) {
      indices.add((int) (rest % size));
      rest /= size;
    }
    Collections.reverse(indices);
    return indices;
  }
}

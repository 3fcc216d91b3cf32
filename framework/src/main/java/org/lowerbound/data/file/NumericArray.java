package org.lowerbound.data.file;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.math.DoubleMath;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import org.lowerbound.data.source.DataException;

/**
 * An array of numbers, kept in the bytes of its file, last dimension fastest. Nobody writes to them
 * after construction.
 */
public final class NumericArray implements StoredArray {
  private final String place;
  private final ImmutableList<Integer> shape;
  private final ElementType type;
  private final ByteBuffer bytes;
  private final IntFunction<String> positions;

  private NumericArray(
      String place,
      ImmutableList<Integer> shape,
      ElementType type,
      ByteBuffer bytes,
      IntFunction<String> positions) {
    this.place = place;
    this.shape = shape;
    this.type = type;
    this.bytes = bytes;
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
      IntFunction<String> positions) {
    ImmutableList<Integer> sizes = ImmutableList.copyOf(shape);
    int expected = ArraySizes.bytes(place, ArraySizes.count(place, sizes), type);
    checkArgument(
        bytes.limit() == expected,
        "%s: %s bytes do not fill %s of type %s",
        place,
        bytes.limit(),
        shape,
        type.label());
    return new NumericArray(place, sizes, type, bytes, positions);
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

  /** Returns the number of values. */
  public int size() {
    return bytes.limit() / type.size();
  }

  /** Returns a value, last dimension fastest. */
  public double value(int index) {
    return type.value(bytes, index);
  }

  /** Says where a value is, for messages. */
  public String position(int index) {
    return positions.apply(index);
  }

  @Override
  public String text(int index) {
    double value = value(index);
    if (type == ElementType.UINT64) {
      return Long.toUnsignedString(bytes.getLong(index * type.size()));
    } else if (type == ElementType.INT64) {
      return Long.toString(bytes.getLong(index * type.size()));
    }
    return DoubleMath.isMathematicalInteger(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /**
   * Returns the values as they are in memory, one byte each. The array is the object's own storage:
   * nobody writes to it.
   */
  public byte[] bytes() {
    checkArgument(type.size() == 1, "%s: values of type %s are no bytes", place, type.label());
    // Without a copy wherever the buffer is a whole array.
    if (bytes.hasArray() && bytes.arrayOffset() == 0 && bytes.array().length == bytes.limit()) {
      return bytes.array();
    }
    byte[] copy = new byte[bytes.limit()];
    bytes.get(0, copy);
    return copy;
  }

  /**
   * Checks that all values are finite.
   *
   * @return the same array
   * @throws DataException naming the first that is not
   */
  public NumericArray finite() {
    if (!type.isWhole()) {
      for (int i = 0; i < size(); i++) {
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

  private static List<Integer> indices(ImmutableList<Integer> shape, int index) {
    List<Integer> indices = new ArrayList<>();
    int rest = index;
    for (int size : shape.reverse()) {
      indices.add(rest % size);
      rest /= size;
    }
    Collections.reverse(indices);
    return indices;
  }
}

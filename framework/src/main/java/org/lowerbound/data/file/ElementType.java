package org.lowerbound.data.file;

import java.nio.ByteBuffer;
import java.util.Locale;

/** What each value of an array of numbers is, under the name that NumPy and HDF5 users know. */
public enum ElementType {
  /** A byte 0 or 1. */
  BOOL(1, true),
  /** A signed byte. */
  INT8(1, true),
  /** An unsigned byte. */
  UINT8(1, true),
  /** A signed 16-bit integer. */
  INT16(2, true),
  /** An unsigned 16-bit integer. */
  UINT16(2, true),
  /** A signed 32-bit integer. */
  INT32(4, true),
  /** An unsigned 32-bit integer. */
  UINT32(4, true),
  /** A signed 64-bit integer. */
  INT64(8, true),
  /** An unsigned 64-bit integer. */
  UINT64(8, true),
  /** A floating-point number of 16 bits. */
  FLOAT16(2, false),
  /** A floating-point number of 32 bits. */
  FLOAT32(4, false),
  /** A floating-point number of 64 bits. */
  FLOAT64(8, false);

  private final int size;
  private final boolean whole;

  ElementType(int size, boolean whole) {
    this.size = size;
    this.whole = whole;
  }

  /** Returns the number of bytes that a value takes. */
  public int size() {
    return size;
  }

  /** Returns whether all values are whole numbers. */
  public boolean isWhole() {
    return whole;
  }

  /** Returns whether every value is a 32-bit float, too. */
  public boolean fitsFloat() {
    return whole ? size < Float.BYTES : size <= Float.BYTES;
  }

  /** Returns the name for people: {@code uint8}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns a value.
   *
   * @param bytes values one after the other, from byte 0, in the buffer's byte order
   * @param index how many values are before it
   */
  double value(ByteBuffer bytes, int index) {
    int at = index * size;
    return switch (this) {
      case BOOL, INT8 -> bytes.get(at);
      case UINT8 -> bytes.get(at) & 0xFF;
      case INT16 -> bytes.getShort(at);
      case UINT16 -> Short.toUnsignedInt(bytes.getShort(at));
      case INT32 -> bytes.getInt(at);
      case UINT32 -> Integer.toUnsignedLong(bytes.getInt(at));
      case INT64 -> (double) bytes.getLong(at);
      case UINT64 -> unsigned(bytes.getLong(at));
      case FLOAT16 -> half(bytes.getShort(at));
      case FLOAT32 -> bytes.getFloat(at);
      case FLOAT64 -> bytes.getDouble(at);
    };
  }

  private static double unsigned(long bits) {
    // The last bit is below what a double of this size can tell.
    return bits >= 0 ? bits : 2.0 * (bits >>> 1);
  }

  /** IEEE 754-2008, binary16: 5 bits of exponent, 10 of fraction. */
  private static double half(short bits) {
    int exponent = bits >> 10 & 0x1F;
    int fraction = bits & 0x3FF;
    double magnitude =
        switch (exponent) {
          case 0 -> Math.scalb((double) fraction, -24);
          case 0x1F -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
          default -> Math.scalb(1024.0 + fraction, exponent - 25);
        };
    return bits < 0 ? -magnitude : magnitude;
  }
}

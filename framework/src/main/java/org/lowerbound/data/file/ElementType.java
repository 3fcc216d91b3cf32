package org.lowerbound.data.file;

import java.nio.ByteBuffer;
import java.util.Locale;

/** What each value of an array of numbers is, under the name that NumPy and HDF5 users know. */
public enum ElementType {
  /** A byte 0 or 1. */
  BOOL(1, true, (bytes, at) -> bytes.get(at)),
  /** A signed byte. */
  INT8(1, true, (bytes, at) -> bytes.get(at)),
  /** An unsigned byte. */
  UINT8(1, true, (bytes, at) -> bytes.get(at) & 0xFF),
  /** A signed 16-bit integer. */
  INT16(2, true, (bytes, at) -> bytes.getShort(at)),
  /** An unsigned 16-bit integer. */
  UINT16(2, true, (bytes, at) -> Short.toUnsignedInt(bytes.getShort(at))),
  /** A signed 32-bit integer. */
  INT32(4, true, (bytes, at) -> bytes.getInt(at)),
  /** An unsigned 32-bit integer. */
  UINT32(4, true, (bytes, at) -> Integer.toUnsignedLong(bytes.getInt(at))),
  /** A signed 64-bit integer. */
  INT64(8, true, (bytes, at) -> (double) bytes.getLong(at)),
  /** An unsigned 64-bit integer. */
  UINT64(8, true, (bytes, at) -> unsigned(bytes.getLong(at))),
  /** A floating-point number of 16 bits. */
  FLOAT16(2, false, (bytes, at) -> half(bytes.getShort(at))),
  /** A floating-point number of 32 bits. */
  FLOAT32(4, false, (bytes, at) -> bytes.getFloat(at)),
  /** A floating-point number of 64 bits. */
  FLOAT64(8, false, (bytes, at) -> bytes.getDouble(at));

  private final int size;
  private final boolean whole;
  private final Reader reader;

  ElementType(int size, boolean whole, Reader reader) {
    this.size = size;
    this.whole = whole;
    this.reader = reader;
  }

  /** Reads the value that starts at a byte. */
  @FunctionalInterface
  private interface Reader {
    double read(ByteBuffer bytes, int at);
  }

  /** Returns the number of bytes that a value takes. */
  public int size() {
    return size;
  }

  /** Returns whether all values are whole numbers. */
  public boolean isWhole() {
    return whole;
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
    return reader.read(bytes, index * size);
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

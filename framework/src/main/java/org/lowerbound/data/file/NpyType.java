package org.lowerbound.data.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Ints;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lowerbound.data.source.DataException;

/**
 * How an array in NumPy's format keeps a value: {@code <f4} is a 32-bit float, little end first.
 *
 * @param code NumPy's own name
 * @param order which byte comes first
 * @param number what a value is, if it is a number
 * @param size the bytes that a value takes; 0 for what is not kept in the array itself
 * @param wide whether text has four bytes for each character, and not one
 */
record NpyType(String code, ByteOrder order, Optional<ElementType> number, int size, boolean wide) {
  private static final Pattern CODE = Pattern.compile("([<>|=]?)([a-zA-Z?])(\\d{0,9})");

  private static final ImmutableMap<String, ElementType> NUMBERS =
      ImmutableMap.<String, ElementType>builder()
          .put("b1", ElementType.BOOL)
          .put("i1", ElementType.INT8)
          .put("u1", ElementType.UINT8)
          .put("i2", ElementType.INT16)
          .put("u2", ElementType.UINT16)
          .put("i4", ElementType.INT32)
          .put("u4", ElementType.UINT32)
          .put("i8", ElementType.INT64)
          .put("u8", ElementType.UINT64)
          .put("f2", ElementType.FLOAT16)
          .put("f4", ElementType.FLOAT32)
          .put("f8", ElementType.FLOAT64)
          .buildOrThrow();

  private static final int WIDE = 4;

  static NpyType parse(String place, String code) {
    Matcher matcher = CODE.matcher(code);
    if (!matcher.matches()) {
      return new NpyType(code, ByteOrder.nativeOrder(), Optional.empty(), 0, false);
    }
    ByteOrder order = matcher.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    String kind = matcher.group(2);
    ElementType number = NUMBERS.get(kind + matcher.group(3));
    if (number != null) {
      return new NpyType(code, order, Optional.of(number), number.size(), false);
    }
    boolean wide = kind.equals("U");
    boolean text = wide || kind.equals("S");
    Integer characters = text ? Ints.tryParse(matcher.group(3)) : Integer.valueOf(0);
    if (characters == null || characters > ArraySizes.MOST_BYTES / WIDE) {
      throw new DataException(
          String.format("%s: has values of the type %s, which cannot be read", place, code));
    }
    return new NpyType(code, order, Optional.empty(), wide ? WIDE * characters : characters, wide);
  }

  String label() {
    return number.map(ElementType::label).orElseGet(() -> size > 0 ? "text" : code);
  }

  /**
   * Checks that values are numbers or text.
   *
   * @throws DataException if they are not
   */
  void checkReadable(String place) {
    if (number.isEmpty() && size == 0) {
      throw new DataException(
          code.contains("O")
              ? place
                  + ": holds Python objects (a pickle), which can run any program when they are"
                  + " read; arrays of numbers or text work"
              : String.format(
                  "%s: has values of the type %s; bool, integers, floats and text work",
                  place, code));
    }
  }

  /** Returns a text that starts at a byte; what fills it up are zeros. */
  String text(ByteBuffer bytes, int at) {
    StringBuilder wideText = new StringBuilder();
    if (wide) {
      for (int i = 0; i < size; i += WIDE) {
        int character = bytes.getInt(at + i);
        wideText.appendCodePoint(Character.isValidCodePoint(character) ? character : 0xFFFD);
      }
    } else {
      byte[] narrow = new byte[size];
      bytes.get(at, narrow);
      wideText.append(new String(narrow, UTF_8));
    }
    int length = wideText.length();
    while (length > 0 && wideText.charAt(length - 1) == 0) {
      length--;
    }
    return wideText.substring(0, length);
  }
}

package org.lowerbound.data.file;

import com.google.common.collect.ImmutableList;
import org.lowerbound.data.source.DataException;

/** An array as a file has it, of numbers or of text. */
public sealed interface StoredArray permits NumericArray, TextArray {
  /** Returns which array it is, for messages: the file's path, and the key where it has one. */
  String place();

  /** Returns the size of each dimension; none for a single value. */
  ImmutableList<Integer> shape();

  /** Returns what the values are, for messages: {@code uint8}. */
  String type();

  /**
   * Returns the same array if its values are numbers.
   *
   * @throws DataException if they are text
   */
  NumericArray numbers();

  /**
   * Returns a value as text, whole numbers without a decimal point.
   *
   * @param index how many values are before it, last dimension fastest
   */
  String text(long index);

  /** Says what it is, for messages: {@code uint8 [60000, 28, 28]}. */
  default String description() {
    return type() + " " + shape();
  }
}

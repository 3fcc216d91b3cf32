package org.lowerbound.data.own;

import com.google.common.collect.ImmutableList;
import java.util.stream.IntStream;
import org.lowerbound.data.file.NumericArray;
import org.lowerbound.data.file.StoredArray;
import org.lowerbound.data.source.DataException;

/** Reads arrays that say something of each example: its class, a factor, its split. */
final class RowTexts {
  private RowTexts() {}

  /**
   * Returns a class for each example, as text: {@code [N]} as it is, {@code [N, classes]} with a
   * single 1 in each row (one-hot) the number of its column.
   *
   * @param what the array is, for messages
   * @throws DataException if the array is neither, or not of so many examples
   */
  static ImmutableList<String> classes(StoredArray array, int examples, String what) {
    checkExamples(array, examples, what);
    int columns = columns(array);
    if (columns > 1) {
      return oneHot(array.numbers(), columns, what);
    }
    return column(array, 1, 0, what);
  }

  /** Returns a column of an array {@code [N, columns]}, as text. */
  static ImmutableList<String> column(StoredArray array, int columns, int column, String what) {
    ImmutableList.Builder<String> texts = ImmutableList.builder();
    for (int i = column; i < columns * array.shape().get(0); i += columns) {
      String text = array.text(i);
      if (array instanceof NumericArray numbers
          && numbers.value(i) != Math.rint(numbers.value(i))) {
        throw new DataException(
            String.format(
                "%s: %s must be whole numbers or text, but the one of example %d is %s",
                array.place(), what, i / columns, text));
      }
      texts.add(text);
    }
    return texts.build();
  }

  /** Checks that there is a row for each example, of one or more columns. */
  static void checkExamples(StoredArray array, int examples, String what) {
    if (array.shape().isEmpty() || array.shape().size() > 2 || array.shape().get(0) != examples) {
      throw new DataException(
          String.format(
              "%s: is %s, but %s of %d examples are [%d] or [%d, …]",
              array.place(), array.description(), what, examples, examples, examples));
    }
  }

  /** Returns the number of columns. */
  static int columns(StoredArray array) {
    return array.shape().size() == 2 ? array.shape().get(1) : 1;
  }

  private static ImmutableList<String> oneHot(NumericArray array, int columns, String what) {
    return IntStream.range(0, array.shape().get(0))
        .mapToObj(
            row -> {
              int[] ones =
                  IntStream.range(0, columns)
                      .filter(column -> array.value(row * columns + column) != 0)
                      .toArray();
              if (ones.length != 1 || array.value(row * columns + ones[0]) != 1) {
                throw new DataException(
                    String.format(
                        "%s: %s with several columns must have a single 1 in each row, the column"
                            + " of the class, but row %d has not",
                        array.place(), what, row));
              }
              return Integer.toString(ones[0]);
            })
        .collect(ImmutableList.toImmutableList());
  }
}

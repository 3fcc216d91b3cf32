package org.lowerbound.data;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.Arrays;

/**
 * The generative factors behind every observation of a data set, as class numbers from 0.
 *
 * @param names the factors, in the order of the columns
 * @param sizes the number of classes of each factor
 * @param classes for each split {@code [count][factor]}
 */
public record Factors(
    ImmutableList<String> names,
    ImmutableList<Integer> sizes,
    ImmutableMap<Split, int[][]> classes) {
  /** Returns one of the factors as labels. */
  public Labels labels(String factor) {
    int column = names.indexOf(factor);
    return new Labels(
        sizes.get(column),
        ImmutableMap.copyOf(
            Maps.transformValues(
                classes, rows -> Arrays.stream(rows).mapToInt(row -> row[column]).toArray())));
  }
}

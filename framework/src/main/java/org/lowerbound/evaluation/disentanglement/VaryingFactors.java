package org.lowerbound.evaluation.disentanglement;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Factors;
import org.lowerbound.data.Split;

/**
 * The factors that have more than one value among some examples, with the values that occur
 * numbered from 0 in their order. A factor with one value tells nothing and cannot be told.
 *
 * <p>Values are never put together into fewer: each is a class of its own, however many there are.
 *
 * @param names the factors
 * @param values for each factor the value of each example, {@code [factors][count]}
 * @param sizes how many values each factor has
 */
record VaryingFactors(
    ImmutableList<String> names, ImmutableList<int[]> values, ImmutableList<Integer> sizes) {
  /**
   * Returns those of examples.
   *
   * @param names all factors
   * @param classes {@code [count][all factors]}
   */
  static VaryingFactors of(ImmutableList<String> names, int[][] classes) {
    ImmutableList.Builder<String> varying = ImmutableList.builder();
    ImmutableList.Builder<int[]> values = ImmutableList.builder();
    ImmutableList.Builder<Integer> sizes = ImmutableList.builder();
    for (int f = 0; f < names.size(); f++) {
      int factor = f;
      int[] column = Arrays.stream(classes).mapToInt(row -> row[factor]).toArray();
      int[] distinct = Arrays.stream(column).distinct().sorted().toArray();
      if (distinct.length > 1) {
        varying.add(names.get(f));
        values.add(
            Arrays.stream(column).map(value -> Arrays.binarySearch(distinct, value)).toArray());
        sizes.add(distinct.length);
      }
    }
    return new VaryingFactors(varying.build(), values.build(), sizes.build());
  }

  /** Returns those of a split. */
  static VaryingFactors of(Factors factors, Split split) {
    return of(factors.names(), factors.classes().get(split));
  }

  /**
   * Returns the factors of a data set.
   *
   * @param who asks, by its type name
   * @throws IllegalArgumentException if they are not known
   */
  static Factors known(Dataset dataset, String who) {
    checkArgument(
        dataset.factors().isPresent(),
        "the factors of %s are not known; %s needs a data set like sprites",
        dataset.name(),
        who);
    return dataset.factors().orElseThrow();
  }

  /** Returns how many factors vary. */
  int count() {
    return names.size();
  }

  /** Returns the number of examples; there must be a factor. */
  int examples() {
    return values.get(0).length;
  }

  /** Returns the factors of some of the examples, with the same numbers for the same values. */
  VaryingFactors select(int[] rows) {
    return new VaryingFactors(
        names,
        values.stream()
            .map(column -> Arrays.stream(rows).map(row -> column[row]).toArray())
            .collect(ImmutableList.toImmutableList()),
        sizes);
  }

  /**
   * Returns the factors as codes, {@code [count][units]}: a unit for each, and a second one that
   * tells nothing if there is only one factor, as there are metrics that compare two.
   */
  double[][] asCodes() {
    int units = Math.max(2, count());
    return IntStream.range(0, examples())
        .mapToObj(
            i ->
                IntStream.range(0, units)
                    .mapToDouble(f -> f < count() ? values.get(f)[i] : 0)
                    .toArray())
        .toArray(double[][]::new);
  }
}

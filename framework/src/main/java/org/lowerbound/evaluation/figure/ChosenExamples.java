package org.lowerbound.evaluation.figure;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.stream.IntStream;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.SplitRunner;

/** Which examples of a split a picture shows: the first so many, or those that the user names. */
final class ChosenExamples {
  private ChosenExamples() {}

  /** Checks numbers of examples, from 0. */
  static void check(ImmutableList<Integer> examples) {
    for (int example : examples) {
      checkArgument(example >= 0, "examples are numbered from 0, but one is %s", example);
    }
  }

  /** Checks that the largest split has the examples. */
  static void checkFits(ImmutableList<Integer> examples, Dataset dataset) {
    int most = dataset.splits().values().stream().mapToInt(Observations::count).max().orElse(0);
    for (int example : examples) {
      checkArgument(
          example < most,
          "there is no example %s: no split of %s has more than %s",
          example,
          dataset.name(),
          most);
    }
  }

  /** Checks that a split has the examples. */
  static void checkFits(ImmutableList<Integer> examples, Dataset dataset, Split split) {
    checkFits(examples, split, dataset.splits().get(split).count());
  }

  private static void checkFits(ImmutableList<Integer> examples, Split split, int count) {
    for (int example : examples) {
      checkArgument(
          example < count,
          "the %s split has the examples 0 … %s, but not %s",
          split.label(),
          count - 1,
          example);
    }
  }

  /**
   * Returns rows of a split.
   *
   * @param examples the rows; if there are none, the first ones are taken
   * @param count how many then, or all if there are less
   */
  static int[] of(SplitRunner runner, ImmutableList<Integer> examples, int count) {
    checkFits(examples, runner.split(), runner.count());
    return of(runner.count(), examples, count);
  }

  /**
   * Returns rows as above.
   *
   * @param all how many rows there are
   */
  static int[] of(int all, ImmutableList<Integer> examples, int count) {
    return examples.isEmpty()
        ? IntStream.range(0, Math.min(count, all)).toArray()
        : examples.stream().mapToInt(Integer::intValue).toArray();
  }
}

package org.lowerbound.data;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import org.lowerbound.random.RandomStream;

/**
 * Divides examples at random by fractions. Every split is in random order, so that any leading part
 * of it is a fair sample.
 *
 * @param validation the fraction held out for validation; with 0 there is no validation split
 * @param test the fraction held out for test, more than 0
 */
public record RandomSplits(double validation, double test) {
  /** Checks the fractions. */
  public RandomSplits {
    checkArgument(
        validation >= 0 && validation < 1,
        "validation must be a fraction in [0, 1) but is %s",
        validation);
    checkArgument(test > 0 && test < 1, "test must be a fraction in (0, 1) but is %s", test);
    checkArgument(
        validation + test < 1,
        "validation + test must leave something to train on but is %s + %s",
        validation,
        test);
  }

  /** Checks that of so many images each split has some. */
  public void checkLeavesNoneEmpty(long images) {
    checkArgument(
        part(images, test) > 0 && part(images, test) + part(images, validation) < images,
        "the fractions validation %s and test %s of %s images leave a split empty",
        validation,
        test,
        images);
  }

  /**
   * Returns the rows of each split that has some, in the order drawn.
   *
   * @param count how many rows there are
   * @param stream decides
   */
  public ImmutableMap<Split, int[]> rows(int count, RandomStream stream) {
    return rows(count, (int) part(count, validation), (int) part(count, test), stream);
  }

  /**
   * Returns the rows of each split that has some, in the order drawn.
   *
   * @param count how many rows there are
   * @param validation how many of them are for validation
   * @param test how many are for test; all others are to train on
   * @param stream decides
   */
  public static ImmutableMap<Split, int[]> rows(
      int count, int validation, int test, RandomStream stream) {
    int[] order = stream.permutation(count);
    int validationEnd = test + validation;
    ImmutableMap.Builder<Split, int[]> rows = ImmutableMap.builder();
    rows.put(Split.TRAIN, Arrays.copyOfRange(order, validationEnd, count));
    if (validation > 0) {
      rows.put(Split.VALIDATION, Arrays.copyOfRange(order, test, validationEnd));
    }
    if (test > 0) {
      rows.put(Split.TEST, Arrays.copyOf(order, test));
    }
    return rows.buildOrThrow();
  }

  private static long part(long images, double fraction) {
    return StrictMath.round(fraction * images);
  }
}

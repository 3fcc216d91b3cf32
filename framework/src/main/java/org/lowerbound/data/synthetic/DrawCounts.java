package org.lowerbound.data.synthetic;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.data.Split;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/**
 * How many observations are drawn for each split.
 *
 * @param train how many observations to fit to
 * @param validation how many to hold out for validation; with 0 there is no validation split
 * @param test how many to hold out for test
 * @param seed decides the draws; the size of a split changes none of the others
 */
public record DrawCounts(
    @Default("20000") @Interval(min = 1) int train,
    @Default("1000") @Interval(min = 0) int validation,
    @Default("10000") @Interval(min = 1) int test,
    @Default("0") long seed) {
  /** Checks the ranges. */
  public DrawCounts {
    checkArgument(train >= 1, "train must be at least 1 but is %s", train);
    checkArgument(validation >= 0, "validation must not be negative but is %s", validation);
    checkArgument(test >= 1, "test must be at least 1 but is %s", test);
  }

  /** Returns how many observations a split has; 0 if there is none. */
  int count(Split split) {
    return switch (split) {
      case TRAIN -> train;
      case VALIDATION -> validation;
      case TEST -> test;
    };
  }

  /** Checks that observations of so many values have room. */
  void checkRoom(int dimension) {
    Counts.product("train x dimension", train, dimension);
    Counts.product("validation x dimension", Math.max(1, validation), dimension);
    Counts.product("test x dimension", test, dimension);
  }
}

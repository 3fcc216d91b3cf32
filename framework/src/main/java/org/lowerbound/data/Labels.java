package org.lowerbound.data;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;

/**
 * The class of every observation of a data set, as a number from 0. In the training split some may
 * be {@link #UNKNOWN}.
 *
 * @param classes the number of classes
 * @param numbers for each split {@code [count]}; nobody writes to the arrays after construction
 */
public record Labels(int classes, ImmutableMap<Split, int[]> numbers) {
  /** Stands for the class of an observation of which it is not known. */
  public static final int UNKNOWN = -1;

  /** Checks the ranges. */
  public Labels {
    checkArgument(classes > 0, "the number of classes must be positive but is %s", classes);
    numbers.forEach(
        (split, ofSplit) -> {
          for (int i = 0; i < ofSplit.length; i++) {
            checkArgument(
                split == Split.TRAIN || ofSplit[i] != UNKNOWN,
                "label %s of the %s split is unknown, but only those of the train split may be",
                i,
                split.label());
            checkArgument(
                ofSplit[i] >= UNKNOWN && ofSplit[i] < classes,
                "label %s of the %s split is %s, but labels are 0 … %s",
                i,
                split.label(),
                ofSplit[i],
                classes - 1);
          }
        });
  }
}

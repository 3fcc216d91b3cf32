package org.lowerbound.data;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;

/**
 * The class of every observation of a data set, as a number from 0.
 *
 * @param classes the number of classes
 * @param numbers for each split {@code [count]}; nobody writes to the arrays after construction
 */
public record Labels(int classes, ImmutableMap<Split, int[]> numbers) {
  /** Checks the ranges. */
  public Labels {
    checkArgument(classes > 0, "the number of classes must be positive but is %s", classes);
    numbers.forEach(
        (split, ofSplit) -> {
          for (int i = 0; i < ofSplit.length; i++) {
            checkArgument(
                ofSplit[i] >= 0 && ofSplit[i] < classes,
                "label %s of the %s split is %s, but labels are 0 … %s",
                i,
                split.label(),
                ofSplit[i],
                classes - 1);
          }
        });
  }
}

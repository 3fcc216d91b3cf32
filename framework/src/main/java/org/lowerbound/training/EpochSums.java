package org.lowerbound.training;

import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableIntArray;

/**
 * What the steps of an epoch reported so far.
 *
 * @param sums the sum over steps of each reported value, in the order of their names
 * @param turns the number of steps made of each turn
 * @param skipped the number of steps skipped
 */
public record EpochSums(ImmutableDoubleArray sums, ImmutableIntArray turns, int skipped) {
  /** No steps. */
  static final EpochSums NONE = new EpochSums(ImmutableDoubleArray.of(), ImmutableIntArray.of(), 0);

  /** Returns whether no step is in it. */
  boolean isEmpty() {
    return skipped == 0 && turns.stream().allMatch(count -> count == 0);
  }
}

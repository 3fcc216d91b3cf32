package org.lowerbound.data.own;

import com.google.common.collect.ImmutableList;
import java.util.List;

/** Where the generative factors come from, and what they are called. */
public sealed interface OwnFactors {
  /** Returns the key of the array, one row for each example, one column for each factor. */
  String key();

  /** Returns the names; those of the columns' numbers if there are none. */
  List<String> names();

  /**
   * Factors that are called by their numbers, from 0.
   *
   * @param key the array
   */
  record Numbered(String key) implements OwnFactors {
    @Override
    public ImmutableList<String> names() {
      return ImmutableList.of();
    }
  }

  /**
   * Factors with names.
   *
   * @param key the array
   * @param names one for each column
   */
  record Named(String key, List<String> names) implements OwnFactors {}
}

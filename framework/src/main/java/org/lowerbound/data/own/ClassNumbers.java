package org.lowerbound.data.own;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Longs;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Numbers for the distinct words that classes have, from 0: whole numbers in their order, else
 * texts in alphabetical order.
 */
final class ClassNumbers {
  private final ImmutableMap<String, Integer> numbers;

  /** Numbers all words that occur. */
  ClassNumbers(Collection<? extends List<String>> words) {
    List<String> distinct = words.stream().flatMap(List::stream).distinct().toList();
    boolean whole = distinct.stream().allMatch(word -> Longs.tryParse(word) != null);
    ImmutableList<String> sorted =
        ImmutableList.sortedCopyOf(
            whole ? Comparator.comparingLong(Long::parseLong) : Comparator.naturalOrder(),
            distinct);
    ImmutableMap.Builder<String, Integer> builder = ImmutableMap.builder();
    for (int i = 0; i < sorted.size(); i++) {
      builder.put(sorted.get(i), i);
    }
    this.numbers = builder.buildOrThrow();
  }

  int count() {
    return numbers.size();
  }

  int of(String word) {
    return numbers.get(word);
  }
}

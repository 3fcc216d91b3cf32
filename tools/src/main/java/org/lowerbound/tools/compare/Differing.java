package org.lowerbound.tools.compare;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.util.Collection;

/**
 * Something that is not the same in both, as text.
 *
 * @param what what it is
 * @param a what it is in the first
 * @param b what it is in the second
 */
record Differing(String what, String a, String b) {
  /** Returns the keys in which configs differ, a line for each pair of values. */
  static ImmutableList<Differing> config(Comparison comparison) {
    return comparison.config().stream()
        .flatMap(
            difference ->
                difference.values().stream()
                    .map(
                        values ->
                            new Differing(
                                difference.path(),
                                ConfigDifference.text(values.a()),
                                ConfigDifference.text(values.b()))))
        .collect(toImmutableList());
  }

  /** Returns in what the origins of the numbers differ. */
  static ImmutableList<Differing> facts(Comparison comparison) {
    return comparison.facts().stream()
        .map(
            difference ->
                new Differing(difference.what(), text(difference.a()), text(difference.b())))
        .collect(toImmutableList());
  }

  static String text(Collection<String> values) {
    return values.isEmpty() ? "none" : String.join(", ", values);
  }
}

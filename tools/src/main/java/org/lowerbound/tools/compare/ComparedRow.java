package org.lowerbound.tools.compare;

import com.google.common.collect.ImmutableList;

/**
 * Two rows that belong together.
 *
 * @param a that of the first
 * @param b that of the second
 * @param numbers what both have
 */
record ComparedRow(SideRow a, SideRow b, ImmutableList<ComparedNumber> numbers) {
  /** Returns what the rows are called: by one label if they have the same. */
  String label() {
    return a.label().equals(b.label()) ? a.label() : a.label() + " / " + b.label();
  }
}

package org.lowerbound.picture;

/**
 * A mark at an axis.
 *
 * @param place where it is, in the units of the axis
 * @param text what is written beside it; a mark without any is shorter
 */
record Tick(double place, String text) {
  /** Returns whether the mark has a text. */
  boolean isMajor() {
    return !text.isEmpty();
  }
}

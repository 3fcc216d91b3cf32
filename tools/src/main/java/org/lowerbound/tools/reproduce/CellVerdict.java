package org.lowerbound.tools.reproduce;

import com.google.common.base.Ascii;

/** How a cell came out the second time. */
enum CellVerdict {
  /** Each trial's value is the same to the last digit. */
  SAME,
  /** No trial's value is further off than rounding takes it. */
  WITHIN_ROUNDING,
  /** The means differ by no more than their errors explain. */
  WITHIN_ERROR,
  /** They differ by more, or there is no error to judge by. */
  DIFFERENT,
  /** One of the two has no value. */
  MISSING,
  /** Neither has a value. */
  NOTHING,
  /** It is of time: no two runs have the same. */
  NOT_COMPARED;

  /** Returns e.g. {@code within error}. */
  String text() {
    return this == NOTHING ? "-" : Ascii.toLowerCase(name()).replace('_', ' ');
  }

  /** Returns whether the cell is not what it was. */
  boolean failed() {
    return switch (this) {
      case SAME, WITHIN_ROUNDING, NOTHING, NOT_COMPARED -> false;
      case WITHIN_ERROR, DIFFERENT, MISSING -> true;
    };
  }
}

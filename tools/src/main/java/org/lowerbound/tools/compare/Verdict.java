package org.lowerbound.tools.compare;

import com.google.common.base.Ascii;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.experiment.statistics.MeanDifference;

/** What a difference says of the second of two. */
enum Verdict {
  /** It is the same to the last digit. */
  EQUAL,
  /** The interval of the difference holds 0. */
  WITHIN_ERROR,
  /**
   * The difference has no error to judge it by: there is one value of each, and nothing behind it,
   * or the differences of all pairs are the same.
   */
  NO_ERROR,
  /** It is better. */
  BETTER,
  /** It is worse. */
  WORSE,
  /** It is higher, and neither is better. */
  HIGHER,
  /** It is lower, and neither is better. */
  LOWER;

  /** Returns e.g. {@code within error}. */
  String text() {
    return Ascii.toLowerCase(name()).replace('_', ' ');
  }

  /** Returns whether it says that the number has moved. */
  boolean moved() {
    return switch (this) {
      case BETTER, WORSE, HIGHER, LOWER -> true;
      case EQUAL, WITHIN_ERROR, NO_ERROR -> false;
    };
  }

  static Verdict of(MeanDifference difference, boolean equal, Better better) {
    if (equal) {
      return EQUAL;
    } else if (difference.standardError().orElse(0) == 0) {
      return NO_ERROR;
    } else if (difference.interval().orElseThrow().contains(0)) {
      return WITHIN_ERROR;
    }
    boolean higher = difference.value() > 0;
    return switch (better) {
      case HIGHER -> higher ? BETTER : WORSE;
      case LOWER -> higher ? WORSE : BETTER;
      case NEITHER -> higher ? HIGHER : LOWER;
    };
  }
}

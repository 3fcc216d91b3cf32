package org.lowerbound.experiment.result;

import org.lowerbound.evaluation.Column.Better;

/** How a kind of table writes what stands in its cells, in Unicode if it says nothing else. */
public interface TableStyle {
  /** Returns plain text with what has a meaning of its own in this kind of table escaped. */
  String text(String plain);

  /** Returns a number with its error; here with the sign for plus or minus. */
  default String number(NumberText number) {
    return number.joined("±");
  }

  /**
   * Returns what follows a heading to say which values are better, here an arrow; empty for none.
   */
  default String direction(Better better) {
    return switch (better) {
      case LOWER -> " ↓";
      case HIGHER -> " ↑";
      case NEITHER -> "";
    };
  }
}

package org.lowerbound.experiment.result;

import org.lowerbound.evaluation.Column.Better;

/** How a kind of table writes what stands in its cells. */
public interface TableStyle {
  /** Returns plain text with what has a meaning of its own in this kind of table escaped. */
  String text(String plain);

  /** Returns a number with its error. */
  String number(NumberText number);

  /** Returns what follows a heading to say which values are better; empty for neither. */
  String direction(Better better);
}

package org.lowerbound.data.own;

import org.lowerbound.data.LabelChoice;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/** Where labels come from, and which of them are given. */
public sealed interface OwnLabels {
  /** Returns where they come from: an array's key, a column, or a file. */
  String from();

  /** Returns which of them are given. */
  LabelChoice choice();

  /**
   * All of them.
   *
   * @param from an array's key, a column, or a file
   */
  record Whole(String from) implements OwnLabels {
    @Override
    public LabelChoice choice() {
      return new LabelChoice.Whole(true);
    }
  }

  /**
   * Those of some training examples, the same number of each class.
   *
   * @param from an array's key, a column, or a file
   * @param known how many training examples keep their label
   * @param seed decides which
   */
  record Part(String from, @Interval(min = 1) int known, @Default("0") long seed)
      implements OwnLabels {
    /** Checks the number. */
    public Part {
      new LabelChoice.Part(known, seed); // Which checks it.
    }

    @Override
    public LabelChoice choice() {
      return new LabelChoice.Part(known, seed);
    }
  }
}

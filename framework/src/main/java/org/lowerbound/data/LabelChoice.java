package org.lowerbound.data;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/** Which labels a data set gives: all, none, or those of a part of the training examples. */
public sealed interface LabelChoice {
  /** Returns whether there are labels. */
  boolean given();

  /**
   * Checks that the choice is one among so many classes.
   *
   * @throws IllegalArgumentException if it is not; the message says what would work
   */
  void checkClasses(int classes);

  /**
   * Returns those of all labels that are known.
   *
   * @throws IllegalArgumentException if the training split has too few of a class
   */
  Labels known(Labels all);

  /**
   * All labels or none.
   *
   * @param given whether all
   */
  record Whole(boolean given) implements LabelChoice {
    @Override
    public void checkClasses(int classes) {}

    @Override
    public Labels known(Labels all) {
      return all;
    }
  }

  /**
   * The labels of some training examples, the same number of each class (Kingma, Rezende, Mohamed
   * and Welling 2014, section 4); those of the others are unknown. Other splits keep all of theirs.
   *
   * @param known how many training examples keep their label
   * @param seed decides which; more of them with the same seed are the same and others
   */
  record Part(@Interval(min = 1) int known, @Default("0") long seed) implements LabelChoice {
    /** Checks the number. */
    public Part {
      checkArgument(known > 0, "known must be positive but is %s; no labels are false", known);
    }

    @Override
    public boolean given() {
      return true;
    }

    @Override
    public void checkClasses(int classes) {
      BalancedChoice.check("known", known, classes);
    }

    @Override
    public Labels known(Labels all) {
      return BalancedChoice.of("known", known, seed, all);
    }
  }
}

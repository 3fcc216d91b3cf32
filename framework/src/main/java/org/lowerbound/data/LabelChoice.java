package org.lowerbound.data;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.lowerbound.random.RandomStream;
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
      checkArgument(
          known % classes == 0,
          "known must be the same number for each of the %s classes but is %s; %s works",
          classes,
          known,
          Math.max(1, known / classes) * classes);
    }

    @Override
    public Labels known(Labels all) {
      checkClasses(all.classes());
      int[] train = all.numbers().get(Split.TRAIN);
      int ofEach = known / all.classes();
      int[] left = new int[all.classes()];
      Arrays.fill(left, ofEach);
      int[] kept = new int[train.length];
      Arrays.fill(kept, Labels.UNKNOWN);
      for (int row : new RandomStream(seed, "labels.known").permutation(train.length)) {
        if (left[train[row]] > 0) {
          left[train[row]]--;
          kept[row] = train[row];
        }
      }
      for (int label = 0; label < left.length; label++) {
        checkArgument(
            left[label] == 0,
            "known asks for %s of each of the %s classes, but the training split has %s of class %s",
            ofEach,
            left.length,
            ofEach - left[label],
            label);
      }
      Map<Split, int[]> numbers = new HashMap<>(all.numbers());
      numbers.put(Split.TRAIN, kept);
      return new Labels(all.classes(), ImmutableMap.copyOf(numbers));
    }
  }
}

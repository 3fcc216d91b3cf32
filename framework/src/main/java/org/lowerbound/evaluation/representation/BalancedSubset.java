package org.lowerbound.evaluation.representation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableIntArray;
import java.util.Arrays;
import org.lowerbound.data.Labels;
import org.lowerbound.random.RandomStream;

/**
 * Some examples of known class, the same number of each class or one more: with n of C classes
 * there are n/C of each, rounded down, and the rest go to classes at random.
 */
final class BalancedSubset {
  private BalancedSubset() {}

  /**
   * Draws one.
   *
   * @param classes the class of each example, or {@link Labels#UNKNOWN}
   * @param classCount C
   * @param size n
   * @return the examples, in random order
   */
  static ImmutableIntArray of(int[] classes, int classCount, int size, RandomStream stream) {
    int[] left = new int[classCount];
    Arrays.fill(left, size / classCount);
    int[] order = stream.permutation(classCount);
    for (int i = 0; i < size % classCount; i++) {
      left[order[i]]++;
    }
    ImmutableIntArray.Builder rows = ImmutableIntArray.builder(size);
    for (int row : stream.permutation(classes.length)) {
      if (classes[row] != Labels.UNKNOWN && left[classes[row]] > 0) {
        left[classes[row]]--;
        rows.add(row);
      }
    }
    return rows.build();
  }

  /**
   * Checks that there are enough examples of each class.
   *
   * @param what the setting, for the message
   */
  static void check(int[] classes, int classCount, int size, String what) {
    checkArgument(
        size >= classCount,
        "%s must be at least %s, the number of classes, but is %s",
        what,
        classCount,
        size);
    int[] counts = counts(classes, classCount);
    int most = (size + classCount - 1) / classCount;
    for (int c = 0; c < classCount; c++) {
      checkArgument(
          counts[c] >= most,
          "%s is %s, %s of each of the %s classes, but the training split knows %s of class %s",
          what,
          size,
          most,
          classCount,
          counts[c],
          c);
    }
  }

  /** Returns how many examples there are of each class. */
  static int[] counts(int[] classes, int classCount) {
    int[] counts = new int[classCount];
    for (int label : classes) {
      if (label != Labels.UNKNOWN) {
        counts[label]++;
      }
    }
    return counts;
  }
}

package org.lowerbound.data;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.lowerbound.random.RandomStream;

/** Some training examples, the same number of each class. */
public final class BalancedChoice {
  private BalancedChoice() {}

  /**
   * Checks that so many examples are the same number of each class.
   *
   * @param key the setting that has the number, for the message
   * @throws IllegalArgumentException if they are not; the message says what would work
   */
  static void check(String key, int count, int classes) {
    checkArgument(
        count % classes == 0,
        "%s must be the same number for each of the %s classes but is %s; %s works",
        key,
        classes,
        count,
        Math.max(1, count / classes) * classes);
  }

  /**
   * Returns the labels of the chosen examples; those of the other training examples are unknown.
   * Other splits keep all of theirs.
   *
   * @param key the setting that has the number, for messages
   * @param count how many training examples are chosen, among those whose label is known
   * @param seed decides which; more of them with the same seed are the same and others
   * @throws IllegalArgumentException if the training split has too few of a class
   */
  public static Labels of(String key, int count, long seed, Labels all) {
    check(key, count, all.classes());
    int[] train = all.numbers().get(Split.TRAIN);
    int ofEach = count / all.classes();
    int[] left = new int[all.classes()];
    Arrays.fill(left, ofEach);
    int[] kept = new int[train.length];
    Arrays.fill(kept, Labels.UNKNOWN);
    for (int row : new RandomStream(seed, "labels.known").permutation(train.length)) {
      if (train[row] != Labels.UNKNOWN && left[train[row]] > 0) {
        left[train[row]]--;
        kept[row] = train[row];
      }
    }
    for (int label = 0; label < left.length; label++) {
      checkArgument(
          left[label] == 0,
          "%s asks for %s of each of the %s classes, but the training split has %s of class %s",
          key,
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

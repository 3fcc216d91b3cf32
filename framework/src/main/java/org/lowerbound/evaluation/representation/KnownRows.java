package org.lowerbound.evaluation.representation;

import com.google.common.primitives.ImmutableIntArray;
import java.util.stream.IntStream;
import org.lowerbound.data.Labels;
import org.lowerbound.random.RandomStream;

/** The training examples that a probe is fitted to. */
final class KnownRows {
  private KnownRows() {}

  /**
   * Returns the examples whose class is known: all, or as many as there may be, at random; in
   * rising order.
   *
   * @param classes of the training split
   * @param most how many there may be
   */
  static ImmutableIntArray of(int[] classes, int most, RandomStream stream) {
    int[] all =
        IntStream.range(0, classes.length).filter(row -> classes[row] != Labels.UNKNOWN).toArray();
    int[] order = stream.permutation(all.length);
    return all.length <= most
        ? ImmutableIntArray.copyOf(all)
        : ImmutableIntArray.copyOf(
            IntStream.range(0, most).map(i -> all[order[i]]).sorted().toArray());
  }
}

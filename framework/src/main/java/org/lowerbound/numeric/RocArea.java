package org.lowerbound.numeric;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The area under the receiver operating characteristic: how likely a positive example has a higher
 * score than a negative one, where a tie counts half (Hanley and McNeil 1982; the Mann-Whitney
 * statistic over the number of pairs).
 */
public final class RocArea {
  private RocArea() {}

  /**
   * Returns the area, from 0 to 1; ½ if scores tell nothing, NaN if one of them is no number.
   *
   * @param positive which examples are positive; at least one, and not all
   */
  public static double of(double[] scores, boolean[] positive) {
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> scores[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    long positives = IntStream.range(0, positive.length).filter(i -> positive[i]).count();
    long negatives = positive.length - positives;
    checkArgument(
        positives > 0 && negatives > 0,
        "an area takes examples of both kinds, but %s of %s are positive",
        positives,
        positive.length);
    if (Arrays.stream(scores).anyMatch(Double::isNaN)) {
      return Double.NaN;
    }
    double pairs = 0; // Won, and half of the tied ones.
    long below = 0; // Negatives with a lower score.
    for (int start = 0; start < order.length; ) {
      int end = start;
      long tiedPositives = 0;
      while (end < order.length && scores[order[end]] == scores[order[start]]) {
        tiedPositives += positive[order[end]] ? 1 : 0;
        end++;
      }
      long tiedNegatives = end - start - tiedPositives;
      pairs += tiedPositives * (below + tiedNegatives / 2.0);
      below += tiedNegatives;
      start = end;
    }
    return pairs / ((double) positives * negatives);
  }
}

package org.lowerbound.numeric;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * How often each value of one discrete variable goes with each value of another, among examples of
 * both; and the entropies of these relative frequencies, in nats.
 *
 * <p>They are what the examples show, and no estimates of a population's: of n examples of
 * independent variables with b and c values the mutual information is about (b − 1)(c − 1) / 2n
 * nats, not 0 (Miller 1955).
 */
public final class JointCounts {
  private final long[][] counts;
  private final long[] ofFirst;
  private final long[] ofSecond;
  private final double n;

  /**
   * Counts.
   *
   * @param first the first variable's value in each example, from 0
   * @param firstSize how many values the first one has
   * @param second the second variable's value in each example, from 0
   * @param secondSize how many values the second one has
   */
  public JointCounts(int[] first, int firstSize, int[] second, int secondSize) {
    checkArgument(
        first.length == second.length && first.length > 0,
        "there must be as many values of one as of the other, but there are %s and %s",
        first.length,
        second.length);
    this.counts = new long[firstSize][secondSize];
    this.ofFirst = new long[firstSize];
    this.ofSecond = new long[secondSize];
    this.n = first.length;
    for (int i = 0; i < first.length; i++) {
      counts[first[i]][second[i]]++;
      ofFirst[first[i]]++;
      ofSecond[second[i]]++;
    }
  }

  /** Returns the entropy of the first variable. */
  public double entropyOfFirst() {
    return Entropy.ofCounts(ofFirst);
  }

  /** Returns the entropy of the second variable. */
  public double entropyOfSecond() {
    return Entropy.ofCounts(ofSecond);
  }

  /** Returns the mutual information, Σ p(a, b) log p(a, b) / (p(a) p(b)). */
  public double mutualInformation() {
    double information = 0;
    for (int a = 0; a < counts.length; a++) {
      for (int b = 0; b < ofSecond.length; b++) {
        long both = counts[a][b];
        information +=
            both > 0 ? both / n * Math.log(both * n / ((double) ofFirst[a] * ofSecond[b])) : 0;
      }
    }
    return information;
  }
}

package org.lowerbound.evaluation.representation;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.lowerbound.evaluation.Chance;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.numeric.Entropy;
import org.lowerbound.numeric.RocArea;

/**
 * What a probe tells of the classes of evaluated examples.
 *
 * @param logProbabilities of each class, nats, {@code [n][classes]}
 * @param right the class of each example
 */
@SuppressWarnings("ArrayRecordComponent") // Made for one measurement.
record ToldClasses(double[][] logProbabilities, int[] right) {
  /** A probability that is 0 counts as this one: a single example then decides no mean. */
  private static final double SMALLEST = -30;

  private int classes() {
    return logProbabilities[0].length;
  }

  /** Returns the likeliest class of an example; of equal ones the lowest. */
  int told(int row) {
    double[] logs = logProbabilities[row];
    int best = 0;
    for (int c = 1; c < logs.length; c++) {
      best = logs[c] > logs[best] ? c : best;
    }
    return best;
  }

  /** Returns the part of examples whose class is told. */
  Estimate accuracy() {
    return Estimate.meanOf(
        IntStream.range(0, right.length)
            .mapToDouble(row -> told(row) == right[row] ? 1 : 0)
            .toArray());
  }

  /** Returns the accuracy of who knows how frequent the classes are. */
  Chance chance() {
    return MajorityClass.of(right, classes());
  }

  /**
   * Returns the area under the curve of each class against the rest, the mean over the classes that
   * occur; ½ if there is but one.
   */
  double area() {
    int[] counts = BalancedSubset.counts(right, classes());
    return IntStream.range(0, counts.length)
        .filter(c -> counts[c] > 0 && counts[c] < right.length)
        .mapToDouble(this::area)
        .average()
        .orElse(0.5);
  }

  private double area(int ofClass) {
    boolean[] positive = new boolean[right.length];
    for (int i = 0; i < positive.length; i++) {
      positive[i] = right[i] == ofClass;
    }
    return RocArea.of(
        Arrays.stream(logProbabilities).mapToDouble(logs -> logs[ofClass]).toArray(), positive);
  }

  /**
   * Returns H(s) + E log q(s | z), nats: a lower bound on the mutual information of code and class
   * (Barber and Agakov 2003), which is below 0 for a probe that is wrongly sure.
   */
  Estimate information() {
    int[] counts = BalancedSubset.counts(right, classes());
    double entropy = Entropy.ofCounts(Arrays.stream(counts).asLongStream().toArray());
    return Estimate.meanOf(
        IntStream.range(0, right.length)
            .mapToDouble(row -> entropy + Math.max(SMALLEST, logProbabilities[row][right[row]]))
            .toArray());
  }

  /**
   * Returns by how much what is told depends on a group: the total variation ½ Σ_y |P(ŷ | g) − P(ŷ
   * | h)|, the largest over pairs of groups; of two classes and two groups |P(ŷ = 1 | g) − P(ŷ = 1
   * | h)|.
   *
   * @param group of each example
   */
  double discrimination(int[] group, int groups) {
    double[][] frequency = new double[groups][classes()];
    int[] sizes = new int[groups];
    for (int row = 0; row < group.length; row++) {
      frequency[group[row]][told(row)]++;
      sizes[group[row]]++;
    }
    double largest = 0;
    for (int g = 0; g < groups; g++) {
      for (int h = 0; h < g; h++) {
        if (sizes[g] > 0 && sizes[h] > 0) {
          double variation = 0;
          for (int c = 0; c < classes(); c++) {
            variation += Math.abs(frequency[g][c] / sizes[g] - frequency[h][c] / sizes[h]) / 2;
          }
          largest = Math.max(largest, variation);
        }
      }
    }
    return largest;
  }
}

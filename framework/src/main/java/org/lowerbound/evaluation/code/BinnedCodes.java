package org.lowerbound.evaluation.code;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;

/**
 * Codes of which each unit is cut into equal bins between its smallest and largest value, for
 * mutual information by histogram.
 */
final class BinnedCodes {
  private final int[][] binned; // [latents][count]
  private final int bins;

  /**
   * Bins the codes.
   *
   * @param codes {@code [count][latents]}, finite
   */
  BinnedCodes(double[][] codes, int bins) {
    this.bins = bins;
    this.binned = new int[codes[0].length][];
    for (int u = 0; u < binned.length; u++) {
      binned[u] = bin(codes, u, bins);
    }
  }

  private static int[] bin(double[][] codes, int unit, int bins) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double[] code : codes) {
      low = Math.min(low, code[unit]);
      high = Math.max(high, code[unit]);
    }
    int[] result = new int[codes.length];
    if (high > low) {
      for (int i = 0; i < result.length; i++) {
        // The largest value belongs to the last bin.
        result[i] = Math.min(bins - 1, (int) (bins * (codes[i][unit] - low) / (high - low)));
      }
    }
    return result;
  }

  /**
   * Returns the mutual information gap.
   *
   * @param classes {@code [count][factors]}
   * @param sizes the number of classes of each factor
   */
  double gap(int[][] classes, ImmutableList<Integer> sizes) {
    double sum = 0;
    int varying = 0;
    for (int f = 0; f < sizes.size(); f++) {
      double best = 0;
      double second = 0;
      double entropy = 0;
      for (int[] ofUnit : binned) {
        Joint joint = new Joint(ofUnit, bins, classes, f, sizes.get(f));
        entropy = joint.entropyOfFactor();
        double information = joint.information();
        if (information > best) {
          second = best;
          best = information;
        } else if (information > second) {
          second = information;
        }
      }
      if (entropy > 0) {
        sum += (best - second) / entropy;
        varying++;
      }
    }
    checkArgument(varying > 0, "no factor varies in this split");
    return sum / varying;
  }

  /** How often each bin of a unit goes with each class of a factor. */
  private static final class Joint {
    private final long[][] counts; // Whole numbers: sums of 1/n would not be exact.
    private final long[] ofFactor;
    private final double n;

    Joint(int[] ofUnit, int bins, int[][] classes, int factor, int size) {
      this.counts = new long[bins][size];
      this.ofFactor = new long[size];
      this.n = ofUnit.length;
      for (int i = 0; i < ofUnit.length; i++) {
        counts[ofUnit[i]][classes[i][factor]]++;
        ofFactor[classes[i][factor]]++;
      }
    }

    double entropyOfFactor() {
      double entropy = 0;
      for (long count : ofFactor) {
        entropy -= count > 0 ? count / n * Math.log(count / n) : 0;
      }
      return entropy;
    }

    /** Returns the mutual information in nats, Σ p(b, c) log p(b, c) / (p(b) p(c)). */
    double information() {
      double information = 0;
      for (long[] row : counts) {
        long ofBin = 0;
        for (long count : row) {
          ofBin += count;
        }
        for (int c = 0; c < row.length; c++) {
          information +=
              row[c] > 0 ? row[c] / n * Math.log(row[c] * n / ((double) ofBin * ofFactor[c])) : 0;
        }
      }
      return information;
    }
  }
}

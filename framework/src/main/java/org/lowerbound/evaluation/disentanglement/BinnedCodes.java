package org.lowerbound.evaluation.disentanglement;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.lowerbound.numeric.JointCounts;

/** Codes of which each unit is cut into bins, for mutual information by histogram. */
final class BinnedCodes {
  private final int[][] binned; // [latents][count]
  private final int bins;

  /**
   * Bins the codes.
   *
   * @param codes {@code [count][latents]}, finite
   */
  BinnedCodes(double[][] codes, int bins, Binning binning) {
    this.bins = bins;
    this.binned =
        IntStream.range(0, codes[0].length)
            .mapToObj(
                u ->
                    binning.bins(Arrays.stream(codes).mapToDouble(code -> code[u]).toArray(), bins))
            .toArray(int[][]::new);
  }

  /**
   * Returns the mutual information of each unit and each factor, nats, {@code [units][factors]}.
   */
  double[][] informations(VaryingFactors factors) {
    return Arrays.stream(binned)
        .map(
            ofUnit ->
                IntStream.range(0, factors.count())
                    .mapToDouble(f -> with(ofUnit, factors, f).mutualInformation())
                    .toArray())
        .toArray(double[][]::new);
  }

  /**
   * Returns the mutual information gap: the mean, over the factors, of how far the unit that tells
   * most is ahead of the second, in units of the factor's entropy; 0 if there is no factor.
   */
  double gap(VaryingFactors factors) {
    double[][] informations = informations(factors);
    double sum = 0;
    for (int f = 0; f < factors.count(); f++) {
      double entropy = with(binned[0], factors, f).entropyOfSecond();
      sum += TopTwo.ofColumn(informations, f).gap() / entropy;
    }
    return sum / Math.max(1, factors.count());
  }

  private JointCounts with(int[] ofUnit, VaryingFactors factors, int factor) {
    return new JointCounts(ofUnit, bins, factors.values().get(factor), factors.sizes().get(factor));
  }
}

package org.lowerbound.evaluation.annealed;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The sizes of leapfrog steps, one for each example and each band of neighbouring temperatures,
 * found by chains of a pilot run and never changed afterwards: transitions that learn from the
 * chains they move would not keep the density, and weights would be biased.
 *
 * @param byBand sizes, {@code [bands][examples]}
 * @param moves the number of transitions that the bands share out
 */
@SuppressWarnings("ArrayRecordComponent") // Made and read by one run of chains.
record StepSizes(double[][] byBand, int moves) {
  /** The transitions of a band: enough for a size to be found, few enough for it to change. */
  private static final int MOVES_PER_BAND = 10;

  private static final int MOST_BANDS = 20;

  private static final int MOST_HALVINGS = 19; // To the least size.
  private static final double LEAST_SIZE = 1e-6;
  private static final double MOST_SIZE = 1e2;

  /** Returns the sizes for a transition, {@code 0} to {@code moves − 1}. */
  double[] of(int move) {
    return byBand[(int) ((long) move * byBand.length / moves)];
  }

  /**
   * Finds the sizes at which a wanted part of the proposals is accepted. The pilot's chains are led
   * through the temperatures as the others will be, in larger steps. After each transition the
   * logarithm of an example's size rises by how much its mean acceptance is above the wanted one,
   * with a gain that falls as 1 / √n within a band (Robbins and Monro 1951); a band's size is the
   * mean of the second half of them (Polyak).
   *
   * @param chains the pilot's, which are moved
   * @param temperatures β₀ to β_T
   * @param pilot the number of transitions
   * @param wanted the acceptance
   * @param progress hears of each transition
   */
  static StepSizes find(
      Chains chains, double[] temperatures, int pilot, double wanted, IntConsumer progress) {
    int moves = temperatures.length - 2; // Between β₁ and β_(T−1).
    if (moves <= 0) {
      return new StepSizes(new double[1][chains.examples()], 1); // There is nothing to move.
    }
    int bands = Math.max(1, Math.min(MOST_BANDS, Math.min(pilot / MOVES_PER_BAND, moves)));
    int perBand = Math.max(1, pilot / bands);
    double[][] sizes = new double[bands][];
    double[] logSizes = new double[chains.examples()];
    // What suits a normal density of so many dimensions but for a factor (Beskos et al. 2013).
    Arrays.fill(logSizes, -0.25 * Math.log(chains.dimension()));
    halve(chains, temperatures[1], wanted, logSizes);
    for (int band = 0; band < bands; band++) {
      double[] sums = new double[logSizes.length];
      int summed = 0;
      for (int n = 0; n < perBand; n++) {
        double part = (band + (n + 0.5) / perBand) / bands;
        double beta = temperatures[1 + (int) (part * moves)];
        double[] acceptance = chains.meansOfExamples(chains.move(beta, exp(logSizes)));
        for (int b = 0; b < logSizes.length; b++) {
          double moved = logSizes[b] + (acceptance[b] - wanted) / Math.sqrt(n + 1.0);
          logSizes[b] = Math.max(Math.log(LEAST_SIZE), Math.min(Math.log(MOST_SIZE), moved));
          sums[b] += 2 * n >= perBand - 1 ? logSizes[b] : 0;
        }
        summed += 2 * n >= perBand - 1 ? 1 : 0;
        progress.accept(band * perBand + n);
      }
      int averaged = summed;
      sizes[band] = Arrays.stream(sums).map(sum -> Math.exp(sum / averaged)).toArray();
    }
    return new StepSizes(sizes, moves);
  }

  /**
   * Halves the first size of each example until about half as many proposals are accepted as are
   * wanted: of a density that is narrow from the start, as priors of hierarchies are, a band's
   * transitions would not come far enough.
   */
  private static void halve(Chains chains, double beta, double wanted, double[] logSizes) {
    boolean[] found = new boolean[logSizes.length];
    boolean any = true;
    for (int n = 0; any && n < MOST_HALVINGS; n++) {
      double[] acceptance = chains.meansOfExamples(chains.move(beta, exp(logSizes)));
      any = false;
      for (int b = 0; b < logSizes.length; b++) {
        found[b] |= acceptance[b] >= 0.5 * wanted;
        if (!found[b]) {
          logSizes[b] -= Math.log(2);
          any = true;
        }
      }
    }
  }

  private static double[] exp(double[] logarithms) {
    return Arrays.stream(logarithms).map(Math::exp).toArray();
  }
}

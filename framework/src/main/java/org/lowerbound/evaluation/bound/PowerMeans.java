package org.lowerbound.evaluation.bound;

import java.util.Arrays;
import java.util.Optional;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.evaluation.WeightTails;
import org.lowerbound.numeric.ParetoTail;

/**
 * For each example of a split, the mean of a power of its K importance weights, and how far it is
 * to be trusted.
 */
final class PowerMeans {
  private final int draws;
  private final double[] logMeans;
  private final double[] largestShares;
  private final double[] effectiveDraws;
  private final double[] tailShapes;

  /**
   * Makes room.
   *
   * @param draws K
   */
  PowerMeans(int count, int draws) {
    this.draws = draws;
    this.logMeans = new double[count];
    this.largestShares = new double[count];
    this.effectiveDraws = new double[count];
    this.tailShapes = new double[ParetoTail.isKnownOf(draws) ? count : 0];
  }

  /** Sets an example's, of K weights. */
  void set(int example, PowerSum sum) {
    logMeans[example] = sum.sum().log() - Math.log(draws);
    largestShares[example] = sum.sum().largestShare();
    effectiveDraws[example] = sum.sum().effectiveSize();
    if (tailShapes.length > 0) {
      tailShapes[example] = ParetoTail.shape(sum.largest());
    }
  }

  /** Returns log (1/K) Σ w_kⁿ of each example. */
  double[] logMeans() {
    return logMeans.clone();
  }

  /** Returns (Σ w_kⁿ)² / Σ w_k²ⁿ of each example, from 1 to K (Kong 1992). */
  double[] effectiveDraws() {
    return effectiveDraws.clone();
  }

  /** Returns Pareto's k̂ of each example's weights; nothing if they are too few. */
  double[] tailShapes() {
    return tailShapes.clone();
  }

  /** Returns the part of Σ w_kⁿ that the largest has, mean over examples. */
  double meanLargestShare() {
    return Arrays.stream(largestShares).average().orElse(0);
  }

  /** Returns in how many examples the tail of the weights is heavy; nothing if K is too small. */
  Optional<WeightTails> tails() {
    if (tailShapes.length == 0) {
      return Optional.empty();
    }
    double threshold = ParetoTail.threshold(draws);
    return Optional.of(
        new WeightTails(
            Arrays.stream(tailShapes).filter(shape -> shape > threshold).count(),
            tailShapes.length,
            threshold,
            Arrays.stream(effectiveDraws).average().orElse(0)));
  }

  /** Returns a mean over examples that is made of these with what is to be known of them. */
  Estimate qualify(Estimate mean) {
    Estimate ofWeights = mean.ofWeights(meanLargestShare());
    return tails().map(ofWeights::ofWeights).orElse(ofWeights);
  }

  /** Keeps how far each example's is to be trusted. */
  void keepQuality(SplitRunner runner) {
    runner.keep("effectiveDraws", effectiveDraws);
    if (tailShapes.length > 0) {
      runner.keep("paretoK", tailShapes);
    }
  }
}

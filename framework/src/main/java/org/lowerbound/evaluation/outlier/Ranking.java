package org.lowerbound.evaluation.outlier;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.lowerbound.evaluation.Chance;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.random.RandomStream;

/**
 * Observations by their outlier scores, the largest first: how far those that are outliers come
 * before the others. Equal scores are one place.
 */
public final class Ranking {
  /** Enough for a deviation to be known to a tenth. */
  private static final int RESAMPLES = 200;

  /** Enough for a deviation to be known to a sixth. */
  private static final int SHUFFLES = 20;

  private final double[] inliers;
  private final double[] outliers;

  /**
   * By place: the observations that have it, {@code [places][..]}; inliers have the first numbers.
   */
  private final int[][] places;

  private final boolean finite;

  /**
   * Sorts scores.
   *
   * @param inliers at least one
   * @param outliers at least one
   */
  public Ranking(double[] inliers, double[] outliers) {
    checkArgument(
        inliers.length > 0 && outliers.length > 0, "there must be inliers as well as outliers");
    this.inliers = inliers;
    this.outliers = outliers;
    double[] all = DoubleStream.concat(Arrays.stream(inliers), Arrays.stream(outliers)).toArray();
    this.finite = Arrays.stream(all).allMatch(Double::isFinite);
    int[] order =
        IntStream.range(0, all.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -all[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] starts =
        IntStream.range(0, all.length)
            .filter(i -> i == 0 || all[order[i]] != all[order[i - 1]])
            .toArray();
    this.places = new int[starts.length][];
    for (int p = 0; p < starts.length; p++) {
      places[p] =
          Arrays.copyOfRange(
              order, starts[p], p + 1 < starts.length ? starts[p + 1] : order.length);
    }
  }

  private int count() {
    return inliers.length + outliers.length;
  }

  /**
   * Returns the area under the receiver operating characteristic: the probability that an outlier
   * has a larger score than an inlier, ties counting half (Hanley and McNeil 1982). The standard
   * error is that of DeLong, DeLong and Clarke-Pearson (1988, eq. 4).
   */
  public Estimate auroc() {
    if (!finite) {
      return Estimate.exact(Double.NaN, count());
    }
    // For each observation the part of the other kind that it is on the right side of.
    double[] ofInliers = new double[inliers.length];
    double[] ofOutliers = new double[outliers.length];
    long inliersAbove = 0;
    long outliersAbove = 0;
    for (int[] place : places) {
      long inliersHere = Arrays.stream(place).filter(i -> i < inliers.length).count();
      long outliersHere = place.length - inliersHere;
      for (int i : place) {
        if (i < inliers.length) {
          ofInliers[i] = (outliersAbove + outliersHere / 2.0) / outliers.length;
        } else {
          ofOutliers[i - inliers.length] = 1 - (inliersAbove + inliersHere / 2.0) / inliers.length;
        }
      }
      inliersAbove += inliersHere;
      outliersAbove += outliersHere;
    }
    Estimate mean = Estimate.meanOf(ofOutliers);
    OptionalDouble error =
        inliers.length > 1 && outliers.length > 1
            ? OptionalDouble.of(
                Math.hypot(
                    mean.standardError().orElseThrow(),
                    Estimate.meanOf(ofInliers).standardError().orElseThrow()))
            : OptionalDouble.empty();
    double product = 12.0 * inliers.length * outliers.length;
    return new Estimate(mean.value(), error, count())
        .by(new Chance(0.5, Math.sqrt((count() + 1) / product)));
  }

  /**
   * Returns the average precision, the area under the curve of precision over recall as a sum of
   * rectangles: Σ (R_n − R_{n−1}) P_n over the places (Davis and Goadrich 2006 say why not of
   * trapezoids). Its standard error is that of the bootstrap (Efron 1979), inliers and outliers
   * drawn apart; what it would be by chance comes from the same places handed out at random.
   */
  public Estimate averagePrecision(RandomStream stream) {
    if (!finite) {
      return Estimate.exact(Double.NaN, count());
    }
    int[] once = new int[count()];
    Arrays.fill(once, 1);
    double[] resampled = new double[RESAMPLES];
    for (int r = 0; r < RESAMPLES; r++) {
      int[] times = new int[count()];
      for (int i = 0; i < inliers.length; i++) {
        times[stream.nextInt(inliers.length)]++;
      }
      for (int i = 0; i < outliers.length; i++) {
        times[inliers.length + stream.nextInt(outliers.length)]++;
      }
      resampled[r] = averagePrecision(times, i -> i >= inliers.length);
    }
    double[] byChance = new double[SHUFFLES];
    for (int s = 0; s < SHUFFLES; s++) {
      int[] order = stream.permutation(count());
      byChance[s] = averagePrecision(once, i -> order[i] >= inliers.length);
    }
    return new Estimate(
            averagePrecision(once, i -> i >= inliers.length),
            OptionalDouble.of(Chance.of(resampled).standardDeviation()),
            count())
        .by(Chance.of(byChance));
  }

  /** Returns the average precision of observations of which each is there some times. */
  private double averagePrecision(int[] times, IntPredicate isOutlier) {
    long found = 0;
    long seen = 0;
    double sum = 0;
    for (int[] place : places) {
      long here = 0;
      for (int i : place) {
        seen += times[i];
        here += isOutlier.test(i) ? times[i] : 0;
      }
      found += here;
      sum += here > 0 ? here * (found / (double) seen) : 0;
    }
    return sum / outliers.length;
  }
}

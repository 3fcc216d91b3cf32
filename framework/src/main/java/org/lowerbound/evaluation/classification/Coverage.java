package org.lowerbound.evaluation.classification;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.lowerbound.evaluation.Chance;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.random.RandomStream;

/**
 * Classification with a reject option: of examples in the order in which they are accepted, how
 * many are told right among the first (El-Yaniv and Wiener 2010, "On the foundations of noise-free
 * selective classification"). Equal scores are one place: of them any may come first, and means
 * over their orders are taken. Scores that are no numbers are the last place.
 */
final class Coverage {
  /** Enough for a deviation to be known to a sixth. */
  private static final int SHUFFLES = 20;

  /** Enough for a deviation to be known to a tenth. */
  private static final int RESAMPLES = 200;

  private final double[] scores;
  private final double[] correct;

  /** The examples, those with larger scores first. */
  private final int[] order;

  /**
   * Takes examples.
   *
   * @param scores those with larger ones are accepted sooner
   * @param correct 1 for each that is told right, else 0
   */
  Coverage(double[] scores, double[] correct) {
    checkArgument(
        scores.length == correct.length && scores.length > 0,
        "%s scores are not those of %s examples",
        scores.length,
        correct.length);
    this.scores = scores.clone();
    this.correct = correct.clone();
    this.order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -scores[i]))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  /** Returns those of some values whose score is at least a threshold. */
  static double[] accepted(double[] scores, double[] values, double threshold) {
    return IntStream.range(0, scores.length)
        .filter(i -> scores[i] >= threshold)
        .mapToDouble(i -> values[i])
        .toArray();
  }

  /** Returns 1 for each score that is at least a threshold, else 0. */
  static double[] acceptance(double[] scores, double threshold) {
    return Arrays.stream(scores).map(score -> score >= threshold ? 1 : 0).toArray();
  }

  /**
   * Returns the part that is told wrong among the first n examples, for n = 1 … N: risk over
   * coverage n / N.
   */
  double[] risks() {
    int[] once = new int[scores.length];
    Arrays.fill(once, 1);
    return risks(once);
  }

  /** Returns the same of examples of which each is there some times. */
  private double[] risks(int[] times) {
    double[] risks = new double[Arrays.stream(times).sum()];
    double wrong = 0;
    int n = 0;
    for (int start = 0; start < order.length; ) {
      int end = start;
      int here = 0;
      double wrongHere = 0;
      while (end < order.length && same(order[end], order[start])) {
        here += times[order[end]];
        wrongHere += times[order[end]] * (1 - correct[order[end]]);
        end++;
      }
      for (int k = 1; k <= here; k++) {
        risks[n] = (wrong + k * wrongHere / here) / (n + 1);
        n++;
      }
      wrong += wrongHere;
      start = end;
    }
    return risks;
  }

  private boolean same(int i, int j) {
    return scores[i] == scores[j] || (Double.isNaN(scores[i]) && Double.isNaN(scores[j]));
  }

  /**
   * Returns the area under the curve of risk over coverage, the mean of {@link #risks} (Geifman,
   * Uziel and El-Yaniv 2019, "Bias-reduced uncertainty estimation"). The standard error is that of
   * the bootstrap (Efron 1979); by chance it is that of an order at random, at best that of an
   * order in which all errors come last.
   */
  Estimate area(RandomStream stream) {
    int count = scores.length;
    double[] resampled = new double[RESAMPLES];
    for (int r = 0; r < RESAMPLES; r++) {
      int[] times = new int[count];
      for (int i = 0; i < count; i++) {
        times[stream.nextInt(count)]++;
      }
      resampled[r] = mean(risks(times));
    }
    double[] shuffled = new double[SHUFFLES];
    for (int s = 0; s < SHUFFLES; s++) {
      double[] ranks = Arrays.stream(stream.permutation(count)).asDoubleStream().toArray();
      shuffled[s] = mean(new Coverage(ranks, correct).risks());
    }
    return new Estimate(
            mean(risks()), OptionalDouble.of(Chance.of(resampled).standardDeviation()), count)
        .by(Chance.of(shuffled))
        .ofIdeal(mean(new Coverage(correct, correct).risks()));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }
}

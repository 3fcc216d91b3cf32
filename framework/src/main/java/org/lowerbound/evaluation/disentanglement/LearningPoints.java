package org.lowerbound.evaluation.disentanglement;

import java.util.Arrays;
import org.lowerbound.random.RandomStream;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/**
 * How many examples of a split a classifier learns from, and on how many others it is tested. Where
 * there are not so many, all are taken, in the same proportion. No example is both: a classifier
 * that is tested on what it has learnt from by heart looks better than it is.
 *
 * @param trainPoints the most examples to learn from
 * @param testPoints the most examples to test on
 */
public record LearningPoints(
    @Default("10000") @Interval(min = 10, max = Counts.MOST_DRAWS) int trainPoints,
    @Default("5000") @Interval(min = 10, max = Counts.MOST_DRAWS) int testPoints) {
  private static final int LEAST = 10;

  /** The settings of Locatello et al. 2019. */
  static final LearningPoints STANDARD = new LearningPoints(10_000, 5_000);

  /** Checks the numbers. */
  public LearningPoints {
    Counts.checkAtLeast("trainPoints", trainPoints, LEAST, Counts.MOST_DRAWS);
    Counts.checkAtLeast("testPoints", testPoints, LEAST, Counts.MOST_DRAWS);
  }

  /** Examples with their factors. */
  static final class Part {
    private final double[][] codes;
    private final VaryingFactors factors;

    /**
     * Puts them together.
     *
     * @param codes {@code [count][latents]}
     */
    Part(double[][] codes, VaryingFactors factors) {
      this.codes = codes;
      this.factors = factors;
    }

    double[][] codes() {
      return codes;
    }

    VaryingFactors factors() {
      return factors;
    }
  }

  /** What is learnt from, and what is tested on. */
  record Parts(Part train, Part test) {}

  /** Divides examples at random; some may be left over. */
  Parts divide(double[][] codes, VaryingFactors factors, RandomStream stream) {
    long wanted = (long) trainPoints + testPoints;
    int count = codes.length;
    int train = count >= wanted ? trainPoints : (int) ((long) count * trainPoints / wanted);
    int end = count >= wanted ? (int) wanted : count;
    int[] order = stream.permutation(count);
    return new Parts(
        part(codes, factors, Arrays.copyOf(order, train)),
        part(codes, factors, Arrays.copyOfRange(order, train, end)));
  }

  private static Part part(double[][] codes, VaryingFactors factors, int[] rows) {
    return new Part(
        Arrays.stream(rows).mapToObj(row -> codes[row]).toArray(double[][]::new),
        factors.select(rows));
  }
}

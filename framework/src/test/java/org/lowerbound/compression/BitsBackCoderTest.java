package org.lowerbound.compression;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lowerbound.random.RandomStream;

class BitsBackCoderTest {
  private static final int VALUES = 30;
  private static final int OBSERVATIONS = 400;

  /**
   * A mixture of two: one bit z, then bits with probabilities of its own. q(z | x) is the
   * posterior, moved by a factor.
   *
   * @param ones p(xᵢ = 1 | z), {@code [2][VALUES]}
   * @param doubt by what the posterior's log-odds are divided
   */
  @SuppressWarnings("ArrayRecordComponent") // For one test.
  private record OneBit(double[][] ones, double doubt) implements BitsBackModel {
    private static final int PRECISION = 16;

    @Override
    public ImmutableList<FrequencyTable> prior() {
      return ImmutableList.of(bit(0.3));
    }

    @Override
    public ImmutableList<FrequencyTable> posterior(int[] x) {
      return ImmutableList.of(bit(probability(x)));
    }

    double probability(int[] x) {
      double logOdds = Math.log(0.3 / 0.7) + logLikelihood(x, 1) - logLikelihood(x, 0);
      return 1 / (1 + StrictMath.exp(-logOdds / doubt));
    }

    double logLikelihood(int[] x, int z) {
      return IntStream.range(0, VALUES)
          .mapToDouble(i -> Math.log(x[i] == 1 ? ones[z][i] : 1 - ones[z][i]))
          .sum();
    }

    double elbo(int[] x) {
      double q = probability(x);
      return q * (Math.log(0.3) + logLikelihood(x, 1) - Math.log(q))
          + (1 - q) * (Math.log(0.7) + logLikelihood(x, 0) - Math.log1p(-q));
    }

    @Override
    public ImmutableList<FrequencyTable> likelihood(int[] z) {
      return IntStream.range(0, VALUES)
          .mapToObj(i -> bit(ones[z[0]][i]))
          .collect(toImmutableList());
    }

    private static FrequencyTable bit(double one) {
      return FrequencyTable.ofMasses(new double[] {1 - one, one}, PRECISION);
    }
  }

  private static double[] probabilities(RandomStream stream) {
    return IntStream.range(0, VALUES).mapToDouble(i -> 0.05 + 0.9 * stream.nextDouble()).toArray();
  }

  private static int[][] drawn(OneBit model, RandomStream stream) {
    return IntStream.range(0, OBSERVATIONS)
        .mapToObj(
            n -> {
              int z = stream.nextDouble() < 0.3 ? 1 : 0;
              return IntStream.range(0, VALUES)
                  .map(i -> stream.nextDouble() < model.ones()[z][i] ? 1 : 0)
                  .toArray();
            })
        .toArray(int[][]::new);
  }

  /** Codes, reads again, and returns the net bits. */
  private static double coded(BitsBackModel model, int[][] observations) {
    BitsBackCoder coder = new BitsBackCoder(model);
    RansStack message = RansStack.starting(11);
    for (int[] x : observations) {
      coder.append(message, x);
    }
    double bits = message.netBits();
    RansStack read = RansStack.of(message.head(), message.tail());
    for (int n = observations.length - 1; n >= 0; n--) {
      assertArrayEquals(observations[n], coder.pop(read));
    }
    assertTrue(read.holdsOnlyStartingBits(11, message.startingWords()));
    return bits;
  }

  @Test
  void theNetRateIsTheNegativeElbo() {
    RandomStream stream = new RandomStream(1, "mixture");
    double[][] ones = {probabilities(stream), probabilities(stream)};
    for (double doubt : new double[] {1, 5}) {
      OneBit model = new OneBit(ones, doubt);
      int[][] observations = drawn(model, stream);
      double elbo = 0;
      for (int[] x : observations) {
        elbo += model.elbo(x);
      }
      // z is drawn: its term of the ELBO varies by a few bits for each of 400 observations.
      assertEquals(-elbo / Math.log(2), coded(model, observations), doubt == 1 ? 32 : 150);
    }
  }

  /** Where z says nothing of x, all bits that choose it come back. */
  @Test
  void withoutAUseOfZItIsTheCodeOfIndependentValues() {
    RandomStream stream = new RandomStream(2, "independent");
    double[] same = probabilities(stream);
    OneBit model = new OneBit(new double[][] {same, same}, 1);
    int[][] observations = drawn(model, stream);
    double bits = 0;
    for (int[] x : observations) {
      ImmutableList<FrequencyTable> tables = model.likelihood(new int[] {0});
      bits += IntStream.range(0, VALUES).mapToDouble(i -> tables.get(i).bits(x[i])).sum();
    }
    // Within a word, the head's; q is the prior up to rounding in 2⁻¹⁶.
    assertEquals(bits, coded(model, observations), 32);
  }
}

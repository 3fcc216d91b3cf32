package org.lowerbound.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Golden values: from an independent implementation in Python's unbounded integers, itself checked
 * against SplitMix64's published first output from state 0, e220a8397b1dcdaf.
 */
class RandomStreamTest {
  /** Bounds that a correct generator misses with probability 6e-7 for one fixed seed. */
  private static final double FIVE_SIGMA = 5;

  @Test
  void drawsTheNumbersOfTheIndependentImplementation() {
    RandomStream stream = new RandomStream(0, "test");
    assertEquals(0xdb8c562f723db806L, stream.nextLong());
    assertEquals(0x0ba897fbdf4d7e1eL, stream.nextLong());
    assertEquals(0x4422c72ffa1e221fL, stream.nextLong());
  }

  @Test
  void readsNamesAsUtf8AndTakesNegativeSeeds() {
    RandomStream stream = new RandomStream(-1, "gr\u00f6\u00dfe");
    assertEquals(0x3dcb0d8a811f5903L, stream.nextLong());
    assertEquals(0x2827270a48d17f7fL, stream.nextLong());
    assertEquals(0x536be8573288f763L, stream.nextLong());
  }

  @Test
  void drawsTheDoublesOfTheIndependentImplementation() {
    RandomStream stream = new RandomStream(7, "d");
    assertEquals(0.5212333956461048, stream.nextDouble());
    assertEquals(0.70958294060386, stream.nextDouble());
    assertEquals(0.06366229876469975, stream.nextDouble());
  }

  @Test
  void drawsTheIntegersOfTheIndependentImplementation() {
    RandomStream stream = new RandomStream(7, "i");
    int[] small = IntStream.generate(() -> stream.nextInt(255)).limit(8).toArray();
    assertArrayEquals(new int[] {148, 1, 97, 79, 145, 80, 72, 78}, small);
    // A quarter of the raw numbers is rejected for this bound.
    int[] large = IntStream.generate(() -> stream.nextInt(3 << 29)).limit(4).toArray();
    assertArrayEquals(new int[] {1431614109, 618370204, 1405958341, 522306796}, large);
  }

  @Test
  void drawsTheGaussiansOfTheIndependentImplementation() {
    RandomStream stream = new RandomStream(7, "g");
    // The two libraries' logarithms may differ in the last place.
    double tolerance = 1e-15;
    assertEquals(-1.273456577375845, stream.nextGaussian(), tolerance);
    assertEquals(0.7645088441251412, stream.nextGaussian(), tolerance);
    assertEquals(0.2714831504356814, stream.nextGaussian(), tolerance);
    assertEquals(-0.3308749392619996, stream.nextGaussian(), tolerance);
  }

  @Test
  void permutesAsTheIndependentImplementation() {
    assertArrayEquals(
        new int[] {5, 7, 4, 3, 2, 0, 8, 6, 1, 9}, new RandomStream(7, "p").permutation(10));
  }

  @Test
  void permutationHoldsEveryNumberOnce() {
    int[] order = new RandomStream(1, "permutation").permutation(10_000);
    assertNotEquals(0, order[0], "this seed's order starts elsewhere");
    Arrays.sort(order);
    assertArrayEquals(IntStream.range(0, 10_000).toArray(), order);
  }

  @Test
  void permutesTheEmptyAndTheSingleton() {
    assertArrayEquals(new int[0], new RandomStream(1, "p").permutation(0));
    assertArrayEquals(new int[] {0}, new RandomStream(1, "p").permutation(1));
  }

  @Test
  void everyPermutationIsEquallyLikely() {
    int draws = 24_000;
    int[] counts = new int[4 * 4 * 4];
    RandomStream stream = new RandomStream(2, "permutations");
    for (int i = 0; i < draws; i++) {
      int[] order = stream.permutation(4);
      counts[order[0] * 16 + order[1] * 4 + order[2]]++;
    }
    double expected = draws / 24.0;
    int[] seen = Arrays.stream(counts).filter(c -> c > 0).toArray();
    assertEquals(24, seen.length);
    for (int count : seen) {
      assertEquals(expected, count, FIVE_SIGMA * Math.sqrt(expected));
    }
  }

  @Test
  void integersAreUniform() {
    int draws = 100_000;
    int bound = 10;
    int[] counts = new int[bound];
    RandomStream stream = new RandomStream(3, "integers");
    for (int i = 0; i < draws; i++) {
      counts[stream.nextInt(bound)]++;
    }
    double expected = (double) draws / bound;
    for (int count : counts) {
      assertEquals(expected, count, FIVE_SIGMA * Math.sqrt(expected));
    }
  }

  @Test
  void doublesAreUniform() {
    int draws = 100_000;
    RandomStream stream = new RandomStream(4, "doubles");
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < draws; i++) {
      double u = stream.nextDouble();
      assertTrue(u >= 0 && u < 1);
      sum += u;
      squares += u * u;
    }
    // Standard deviations of u and of u squared: sqrt(1/12) and sqrt(4/45).
    assertEquals(0.5, sum / draws, FIVE_SIGMA * Math.sqrt(1 / 12.0 / draws));
    assertEquals(1 / 3.0, squares / draws, FIVE_SIGMA * Math.sqrt(4 / 45.0 / draws));
  }

  @Test
  void gaussiansHaveTheMomentsOfTheStandardNormal() {
    int draws = 100_000;
    RandomStream stream = new RandomStream(5, "gaussians");
    double[] moments = new double[4];
    for (int i = 0; i < draws; i++) {
      double x = stream.nextGaussian();
      for (int power = 1; power <= 4; power++) {
        moments[power - 1] += Math.pow(x, power) / draws;
      }
    }
    // Variances of x, x², x³ and x⁴ are 1, 2, 15 and 96.
    assertEquals(0, moments[0], FIVE_SIGMA * Math.sqrt(1.0 / draws));
    assertEquals(1, moments[1], FIVE_SIGMA * Math.sqrt(2.0 / draws));
    assertEquals(0, moments[2], FIVE_SIGMA * Math.sqrt(15.0 / draws));
    assertEquals(3, moments[3], FIVE_SIGMA * Math.sqrt(96.0 / draws));
  }

  @Test
  void streamsOfOtherNamesAndSeedsAreUnrelated() {
    Set<Long> keys = new HashSet<>();
    for (long seed = -50; seed < 50; seed++) {
      for (String name : new String[] {"", "a", "b", "ab", "ba", "a.b"}) {
        keys.add(RandomStream.key(seed, name));
      }
    }
    assertEquals(600, keys.size());
  }

  @Test
  void neighbouringSeedsAreUncorrelated() {
    int draws = 100_000;
    RandomStream one = new RandomStream(1, "x");
    RandomStream two = new RandomStream(2, "x");
    double product = 0;
    for (int i = 0; i < draws; i++) {
      product += one.nextGaussian() * two.nextGaussian() / draws;
    }
    assertEquals(0, product, FIVE_SIGMA / Math.sqrt(draws));
  }

  @Test
  void refusesABoundThatIsNotPositive() {
    RandomStream stream = new RandomStream(0, "x");
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> stream.nextInt(0));
    assertEquals("bound must be positive but is 0", e.getMessage());
  }
}

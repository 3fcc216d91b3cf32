package org.lowerbound.evaluation.representation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.lowerbound.random.RandomStream;

class CodeClassifiersTest {
  private static final double[][] KNOWN = {{0, 0}, {1, 0}, {0, 1}, {10, 10}, {11, 10}};
  private static final int[] CLASSES = {2, 2, 2, 0, 0};

  @Test
  void neighboursThatAreClassesOfTheirOwnAreFound() {
    double[][] asked = {{0.4, 0.4}, {10.4, 9}, {-100, 0}};
    assertArrayEquals(
        new int[] {2, 0, 2}, new NearestNeighbours(2).classesOf(KNOWN, CLASSES, asked));
  }

  @Test
  void ofEquallyFrequentClassesTheSmallestIsTold() {
    double[][] known = {{1}, {-1}, {2}, {-2}};
    int[] classes = {3, 1, 3, 1};
    assertArrayEquals(
        new int[] {1}, new NearestNeighbours(4).classesOf(known, classes, new double[][] {{0}}));
  }

  @Test
  void ofEquallyFarNeighboursTheFirstCounts() {
    double[][] known = {{1}, {-1}, {1}};
    assertArrayEquals(
        new int[] {3},
        new NearestNeighbours(1).classesOf(known, new int[] {3, 1, 2}, new double[][] {{0}}));
  }

  @Test
  void moreNeighboursThanCodesAreAllCodes() {
    assertArrayEquals(
        new int[] {2},
        new NearestNeighbours(99).classesOf(KNOWN, CLASSES, new double[][] {{10, 10}}));
  }

  /**
   * Standardised codes are the same whatever a column's unit and origin; rotated ones are linear.
   */
  @Test
  void logisticRegressionDoesNotCareForUnits() {
    double[][] known = blobs(90, 1);
    double[][] asked = blobs(60, 2);
    int[] classes = new int[90];
    for (int i = 0; i < 90; i++) {
      classes[i] = i % 3;
    }
    int[] told = new LogisticRegression(1).classesOf(known, classes, asked);
    assertArrayEquals(
        told,
        new LogisticRegression(1).classesOf(inOtherUnits(known), classes, inOtherUnits(asked)));
    int right = 0;
    for (int i = 0; i < told.length; i++) {
      right += told[i] == i % 3 ? 1 : 0;
    }
    assertTrue(right > 50, right + " of 60"); // Blobs of deviation 1, three or more apart.
  }

  private static double[][] blobs(int count, long seed) {
    RandomStream stream = new RandomStream(seed, "blobs");
    double[][] rows = new double[count][];
    for (int i = 0; i < count; i++) {
      rows[i] =
          new double[] {
            stream.nextGaussian() + 4 * (i % 3 == 1 ? 1 : 0),
            stream.nextGaussian() + 4 * (i % 3 == 2 ? 1 : 0)
          };
    }
    return rows;
  }

  private static double[][] inOtherUnits(double[][] rows) {
    double[][] other = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      other[i] = new double[] {1000 + 256 * rows[i][0], 0.125 * rows[i][1] - 7};
    }
    return other;
  }

  /** A column that does not vary, as of a collapsed unit, is no reason to divide by 0. */
  @Test
  void aConstantColumnSaysNothing() {
    double[][] known = {{0.1, 0}, {0.1, 1}, {0.1, 9}, {0.1, 10}};
    double[][] asked = {{0.1, 0.5}, {5, 9.5}};
    assertArrayEquals(
        new int[] {0, 1},
        new LogisticRegression(1).classesOf(known, new int[] {0, 0, 1, 1}, asked));
    assertArrayEquals(
        new double[] {0, -1}, new Scaling(new double[][] {{3, 0}, {3, 2}}).of(new double[] {8, 0}));
  }

  @Test
  void theMajorityIsWhatChanceMakes() {
    var chance = MajorityClass.of(new int[] {1, 1, 1, 0}, 3);
    assertEquals(0.75, chance.mean());
    assertEquals(Math.sqrt(0.75 * 0.25 / 4), chance.standardDeviation(), 1e-15);
  }
}

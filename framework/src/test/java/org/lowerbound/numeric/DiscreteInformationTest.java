package org.lowerbound.numeric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** Entropies and information of counts, worked out by hand. */
final class DiscreteInformationTest {
  private static final double ROUNDING = 1e-12; // Sums in double precision.

  @Test
  void entropies() {
    assertEquals(Math.log(4), Entropy.ofCounts(3, 3, 3, 3), ROUNDING);
    assertEquals(0, Entropy.ofCounts(0, 7), ROUNDING);
    double quarter = 0.25 * Math.log(4) + 0.75 * Math.log(4.0 / 3);
    assertEquals(quarter, Entropy.ofCounts(1, 3), ROUNDING);
    assertEquals(quarter, Entropy.ofWeights(0.1, 0.3, 0), ROUNDING);
  }

  @Test
  void informationIsThatOfTheTable() {
    // Counts 2 0 1 / 1 2 0: rows and columns 3 of 6 each, and 3, 2, 1.
    JointCounts joint =
        new JointCounts(new int[] {0, 0, 0, 1, 1, 1}, 2, new int[] {0, 0, 2, 0, 1, 1}, 3);
    assertEquals(Math.log(2), joint.entropyOfFirst(), ROUNDING);
    double ofSecond = 0.5 * Math.log(2) + Math.log(3) / 3 + Math.log(6) / 6;
    assertEquals(ofSecond, joint.entropyOfSecond(), ROUNDING);
    // I = H(first) − H(first | second): only the three of column 0 leave a doubt.
    double doubt = 0.5 * (Math.log(3) - 2.0 / 3 * Math.log(2));
    assertEquals(Math.log(2) - doubt, joint.mutualInformation(), ROUNDING);
  }

  @Test
  void informationIsSymmetricAndAtMostTheEntropies() {
    int[] a = {0, 1, 2, 3, 0, 1, 2, 3};
    int[] b = {1, 0, 1, 0, 1, 0, 1, 0};
    JointCounts joint = new JointCounts(a, 4, b, 2);
    assertEquals(Math.log(2), joint.mutualInformation(), ROUNDING);
    assertEquals(
        joint.mutualInformation(), new JointCounts(b, 2, a, 4).mutualInformation(), ROUNDING);
    assertThrows(
        IllegalArgumentException.class, () -> new JointCounts(new int[] {0}, 1, new int[2], 1));
  }
}

package org.lowerbound.numeric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ReverseWaterFillingTest {
  private static final ReverseWaterFilling SOURCE =
      new ReverseWaterFilling(new double[] {0.5, 4, 1, 2, -1e-17});

  @Test
  void oneComponentIsAnInverseSquare() {
    ReverseWaterFilling one = new ReverseWaterFilling(new double[] {3});
    assertEquals(0.5 * Math.log(3 / 0.25), one.rate(0.25), 1e-12);
    assertEquals(0, one.rate(3), 1e-12);
    assertEquals(0, one.rate(7), 1e-12);
  }

  @Test
  void whatIsBelowTheWaterIsNotTold() {
    // θ = 1.5: the components 0.5 and 1 are covered, D = 0.5 + 1 + 1.5 + 1.5.
    assertEquals(4.5, SOURCE.distortion(1.5), 1e-12);
    assertEquals(1.5, SOURCE.level(4.5), 1e-12);
    assertEquals(0.5 * Math.log(4 / 1.5) + 0.5 * Math.log(2 / 1.5), SOURCE.rate(4.5), 1e-12);
    // All are told: θ = D / 4.
    assertEquals(0.1, SOURCE.level(0.4), 1e-12);
    assertEquals(0.5 * Math.log(0.5 * 4 * 1 * 2 / 1e-4), SOURCE.rate(0.4), 1e-12);
  }

  /** The slope of R(D) is −1/(2θ): it is what a β-VAE with σ² weighs by, θ = β σ². */
  @Test
  void theSlopeIsThatOfTheLevel() {
    double h = 1e-5;
    for (double d = 0.3; d < 7.4; d += 0.37) {
      double slope = (SOURCE.rate(d + h) - SOURCE.rate(d - h)) / (2 * h);
      assertEquals(-1 / (2 * SOURCE.level(d)), slope, 1e-4);
    }
  }

  @Test
  void whatIsNoDistortionIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> SOURCE.rate(0));
    assertThrows(
        IllegalArgumentException.class, () -> new ReverseWaterFilling(new double[] {Double.NaN}));
  }
}

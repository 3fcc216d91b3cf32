package org.lowerbound.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lowerbound.random.RandomStream;

class DequantizationTest {
  private static final int DRAWS = 4000;

  @Test
  void everyDrawLiesInsideTheCellOfItsLevel() {
    float[] values = Dequantization.of(allLevels(), stream()).values();
    for (int i = 0; i < values.length; i++) {
      int level = i % Dequantization.LEVELS;
      assertTrue(values[i] > level / 256f && values[i] < (level + 1) / 256f, "level " + level);
    }
  }

  @Test
  void noiseIsUniform() {
    float[] values = Dequantization.of(allLevels(), stream()).values();
    int cells = 16;
    int[] counts = new int[cells];
    for (int i = 0; i < values.length; i++) {
      counts[(int) ((values[i] * 256.0 - i % Dequantization.LEVELS) * cells)]++;
    }
    double expected = values.length / (double) cells;
    double chiSquare =
        Arrays.stream(counts).mapToDouble(c -> (c - expected) * (c - expected) / expected).sum();
    // Of 15 degrees of freedom: above 44.3 in 1 of 10,000 correct draws.
    assertTrue(chiSquare < 44.3, "chi-square " + chiSquare);
  }

  @Test
  void theExtremesOfTheNoiseStayInsideTheOpenInterval() {
    // The formula in single precision, as here and in a graph, at both ends of noise and levels.
    float least = (0 + 0.5f) / Dequantization.NOISE_STEPS;
    float most = (Dequantization.NOISE_STEPS - 1 + 0.5f) / Dequantization.NOISE_STEPS;
    assertEquals(0x1p-24f, (0 + least) / Dequantization.LEVELS);
    assertEquals(1 - 0x1p-24f, (255 + most) / Dequantization.LEVELS);
    assertTrue(1 - 0x1p-24f < 1);
    // What finer noise would come to.
    assertEquals(1f, (255 + (1 - 0x1p-24f)) / Dequantization.LEVELS);
  }

  @Test
  void drawIsAFunctionOfTheStreamAndOfTheImageAlone() {
    Observations.Bytes grey = allLevels();
    float[] values = Dequantization.of(grey, stream()).values();
    assertArrayEquals(values, Dequantization.of(grey, stream()).values());
    assertFalse(
        Arrays.equals(values, Dequantization.of(grey, new RandomStream(2, "draw")).values()));
    byte[] others = grey.values().clone();
    Arrays.fill(others, 0, Dequantization.LEVELS, (byte) 7);
    float[] afterOthers =
        Dequantization.of(new Observations.Bytes(others, DRAWS, 256), stream()).values();
    assertArrayEquals(
        Arrays.copyOfRange(values, 256, values.length),
        Arrays.copyOfRange(afterOthers, 256, values.length));
  }

  private static RandomStream stream() {
    return new RandomStream(1, "draw");
  }

  private static Observations.Bytes allLevels() {
    byte[] levels = new byte[DRAWS * Dequantization.LEVELS];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = (byte) i;
    }
    return new Observations.Bytes(levels, DRAWS, Dequantization.LEVELS);
  }
}

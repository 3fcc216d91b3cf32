package org.lowerbound.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lowerbound.random.RandomStream;

class BinarizationTest {
  /** A column for each grey level 0 … 255. */
  private static final int LEVELS = 256;

  private static final int DRAWS = 10_000;

  @Test
  void drawsOnesAsOftenAsTheLevelSays() {
    byte[] bits = BernoulliDraw.of(allLevels(), stream()).values();
    for (int level = 1; level < LEVELS - 1; level++) {
      double p = level / 255.0;
      double standardError = Math.sqrt(p * (1 - p) / DRAWS);
      // 254 comparisons: a correct draw fails one of them at 5 standard errors with probability
      // 1e-4.
      assertEquals(p, ones(bits, level) / (double) DRAWS, 5 * standardError, "level " + level);
    }
  }

  @Test
  void extremesAreCertain() {
    byte[] bits = BernoulliDraw.of(allLevels(), stream()).values();
    assertEquals(0, ones(bits, 0));
    assertEquals(DRAWS, ones(bits, 255));
  }

  @Test
  void drawIsAFunctionOfTheStream() {
    Observations.Bytes grey = allLevels();
    byte[] bits = BernoulliDraw.of(grey, stream()).values();
    assertArrayEquals(bits, BernoulliDraw.of(grey, stream()).values());
    assertFalse(Arrays.equals(bits, BernoulliDraw.of(grey, new RandomStream(2, "draw")).values()));
  }

  @Test
  void drawOfAnImageDoesNotDependOnTheImagesBeforeIt() {
    byte[] levels = allLevels().values().clone();
    byte[] bits = BernoulliDraw.of(allLevels(), stream()).values();
    Arrays.fill(levels, 0, LEVELS, (byte) 255);
    byte[] others =
        BernoulliDraw.of(new Observations.Bytes(levels, DRAWS, LEVELS), stream()).values();
    assertArrayEquals(
        Arrays.copyOfRange(bits, LEVELS, bits.length),
        Arrays.copyOfRange(others, LEVELS, others.length));
  }

  @Test
  void thresholdIsAt128() {
    byte[] bits = Binarization.THRESHOLD.apply(allLevels(), stream()).values();
    for (int level = 0; level < LEVELS; level++) {
      assertEquals(level >= 128 ? 1 : 0, bits[level], "level " + level);
    }
  }

  @Test
  void greyStaysGrey() {
    Observations.Bytes grey = allLevels();
    assertSame(grey, Binarization.NONE.apply(grey, stream()));
    assertSame(grey, Binarization.DYNAMIC.apply(grey, stream()));
    assertEquals(ValueKind.GREY, Binarization.NONE.storedKind());
    assertEquals(ValueKind.GREY, Binarization.DYNAMIC.storedKind());
    assertEquals(FreshDraw.BINARIZATION, Binarization.DYNAMIC.freshDraw());
    assertEquals(FreshDraw.NOTHING, Binarization.NONE.freshDraw());
  }

  @Test
  void staticIsOneDraw() {
    assertArrayEquals(
        BernoulliDraw.of(allLevels(), stream()).values(),
        Binarization.STATIC.apply(allLevels(), stream()).values());
    assertEquals(ValueKind.BINARY, Binarization.STATIC.storedKind());
    assertEquals(FreshDraw.NOTHING, Binarization.STATIC.freshDraw());
  }

  private static RandomStream stream() {
    return new RandomStream(1, "draw");
  }

  private static Observations.Bytes allLevels() {
    byte[] levels = new byte[DRAWS * LEVELS];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = (byte) (i % LEVELS);
    }
    return new Observations.Bytes(levels, DRAWS, LEVELS);
  }

  private static int ones(byte[] bits, int level) {
    int ones = 0;
    for (int i = level; i < bits.length; i += LEVELS) {
      ones += bits[i];
    }
    return ones;
  }
}

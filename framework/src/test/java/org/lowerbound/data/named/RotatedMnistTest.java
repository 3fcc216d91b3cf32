package org.lowerbound.data.named;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.lowerbound.data.Binarization;
import org.lowerbound.data.LabelChoice;
import org.lowerbound.data.Observations;

final class RotatedMnistTest {
  private static final byte[] IMAGE = {1, 2, 3, 4, 5, 6, 7, 8, 9};

  @Test
  void quarterTurnsAreCounterClockwise() {
    byte[] four = new byte[4 * IMAGE.length];
    for (int i = 0; i < 4; i++) {
      System.arraycopy(IMAGE, 0, four, i * IMAGE.length, IMAGE.length);
    }
    Observations.Bytes turned =
        RotatedMnist.turned(
            new Observations.Bytes(four, 4, IMAGE.length),
            3,
            new int[][] {{0, 5}, {1, 5}, {2, 5}, {3, 5}});
    assertArrayEquals(
        new byte[] {
          1, 2, 3, 4, 5, 6, 7, 8, 9, //
          3, 6, 9, 2, 5, 8, 1, 4, 7, //
          9, 8, 7, 6, 5, 4, 3, 2, 1, //
          7, 4, 1, 8, 5, 2, 9, 6, 3
        },
        turned.values());
  }

  @Test
  void aFifthTurnIsRefused() {
    assertEquals(
        "turns must lie in 2 … 4 but is 5",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new RotatedMnist(5, Binarization.DYNAMIC, 5000, new LabelChoice.Whole(true), 0))
            .getMessage());
  }
}

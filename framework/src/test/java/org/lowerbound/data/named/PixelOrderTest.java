package org.lowerbound.data.named;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.lowerbound.data.Observations;
import org.tensorflow.ndarray.Shape;

class PixelOrderTest {
  private static final Observations.Bytes STORED =
      new Observations.Bytes(new byte[] {1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16}, 2, 6);

  @Test
  void aFileThatGoesColumnByColumnIsTurned() {
    // The file says 2 x 3: two columns of three pixels.
    assertArrayEquals(
        new byte[] {1, 4, 2, 5, 3, 6, 11, 14, 12, 15, 13, 16},
        PixelOrder.COLUMN_BY_COLUMN.rowByRow(STORED, 2, 3).values());
    assertEquals(Shape.of(3, 2, 1), PixelOrder.COLUMN_BY_COLUMN.shape(2, 3));
  }

  @Test
  void aFileThatGoesRowByRowStaysAsItIs() {
    assertArrayEquals(STORED.values(), PixelOrder.ROW_BY_ROW.rowByRow(STORED, 2, 3).values());
    assertEquals(Shape.of(2, 3, 1), PixelOrder.ROW_BY_ROW.shape(2, 3));
  }
}

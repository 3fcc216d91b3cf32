package org.lowerbound.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lowerbound.random.RandomStream;

/** What is read of observations that are not in memory is what would be there. */
class MappedObservationsTest {
  private static final int ROWS = 11;
  private static final int DIMENSION = 6;

  private final Observations.Bytes kept =
      new Observations.Bytes(TestFiles.randomBytes(ROWS * DIMENSION), ROWS, DIMENSION);
  private final Observations.Mapped mapped = new Observations.Mapped(ROWS, DIMENSION, kept::select);

  private static byte[] bytes(Observations observations) {
    List<byte[]> parts = new ArrayList<>();
    for (Observations part : observations.parts()) {
      parts.add(((Observations.Bytes) part).values());
    }
    return Bytes.concat(parts.toArray(byte[][]::new));
  }

  @Test
  void givesRowsInTheOrderThatIsAskedFor() {
    int[] rows = {4, 0, 4, 10};
    assertArrayEquals(kept.select(rows).values(), bytes(mapped.read(rows)));
    Observations.Mapped view = mapped.select(rows);
    assertEquals(4, view.count());
    assertArrayEquals(kept.select(rows).values(), bytes(view));
    assertArrayEquals(
        kept.select(new int[] {10, 0}).values(), bytes(view.select(new int[] {3, 1})));
    assertEquals(kept.value(ValueKind.GREY, 10, 5), view.value(ValueKind.GREY, 3, 5));
    assertArrayEquals(new byte[0], bytes(mapped.select(new int[0])));
  }

  @Test
  void comesInPartsOfAMillionValues() {
    int dimension = 300_000;
    Observations.Mapped wide =
        new Observations.Mapped(
            8,
            dimension,
            rows -> new Observations.Bytes(firstOf(rows, dimension), rows.length, dimension));
    List<Integer> sizes = new ArrayList<>();
    int row = 0;
    for (Observations.InMemory part : wide.parts()) {
      sizes.add(part.count());
      for (int i = 0; i < part.count(); i++) {
        assertEquals(row++, part.value(ValueKind.BINARY, i, 0));
      }
    }
    assertEquals(List.of(3, 3, 2), sizes);
  }

  private static byte[] firstOf(int[] rows, int dimension) {
    byte[] values = new byte[rows.length * dimension];
    for (int i = 0; i < rows.length; i++) {
      values[i * dimension] = (byte) rows[i];
    }
    return values;
  }

  @Test
  void isConcatenatedWithoutBeingRead() {
    Observations.Bytes more = new Observations.Bytes(TestFiles.randomBytes(12), 2, DIMENSION);
    Observations both = Observations.concatenate(ImmutableList.of(more, mapped, more));
    assertInstanceOf(Observations.Mapped.class, both);
    byte[] expected = Bytes.concat(more.values(), kept.values(), more.values());
    assertArrayEquals(expected, bytes(both));
    assertArrayEquals(
        expected, bytes(Observations.concatenate(ImmutableList.of(more, kept, more))));
    int[] rows = {14, 2, 1, 12, 13, 0, 3, 2};
    assertArrayEquals(
        new Observations.Bytes(expected, 15, DIMENSION).select(rows).values(),
        bytes(both.read(rows)));
  }

  @Test
  void drawsWhatWouldBeDrawnInOrder() {
    for (FreshDraw draw : List.of(FreshDraw.BINARIZATION, FreshDraw.DEQUANTIZATION)) {
      Observations all = draw.draw(kept, new RandomStream(3, "draw"));
      Observations read = draw.draw(mapped, new RandomStream(3, "draw"));
      for (int row = ROWS - 1; row >= 0; row--) {
        for (int column = 0; column < DIMENSION; column++) {
          assertEquals(
              all.value(ValueKind.REAL, row, column), read.value(ValueKind.REAL, row, column));
        }
      }
    }
    for (Binarization binarization : Binarization.values()) {
      assertArrayEquals(
          bytes(binarization.apply((Observations) kept, new RandomStream(4, "draw"))),
          bytes(binarization.apply(mapped, new RandomStream(4, "draw"))));
    }
  }

  @Test
  void aStreamGoesOnFromAPosition() {
    RandomStream stream = new RandomStream(5, "stream");
    stream.nextInt(255);
    RandomStream other = RandomStream.at(stream.position());
    assertArrayEquals(
        IntStream.range(0, 9).map(i -> stream.nextInt(255)).toArray(),
        IntStream.range(0, 9).map(i -> other.nextInt(255)).toArray());
  }
}

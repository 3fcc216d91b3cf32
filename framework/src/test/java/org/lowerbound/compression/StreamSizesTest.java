package org.lowerbound.compression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lowerbound.random.RandomStream;

class StreamSizesTest {
  /** Random bits take their number, eight to a byte, and random bytes theirs. */
  @Test
  void noiseTakesItsEntropy() {
    RandomStream stream = new RandomStream(1, "noise");
    for (int levels : new int[] {2, 256}) {
      List<int[]> images = new ArrayList<>();
      for (int n = 0; n < 100; n++) {
        images.add(IntStream.range(0, 800).map(i -> stream.nextInt(levels)).toArray());
      }
      StreamSizes sizes = StreamSizes.of(images, levels == 2);
      double entropy = levels == 2 ? 10_000 : 80_000;
      for (int size : new int[] {sizes.gzip(), sizes.bzip2(), sizes.xz()}) {
        // bzip2's Huffman codes of noise and the headers of all add a few per cent.
        assertTrue(size >= entropy && size < entropy * 1.05, size + " bytes");
      }
    }
  }

  /** What GNU gzip 1.12 -6, bzip2 1.0.8 -9 and xz 5.4 -6 make of the same 4000 bytes. */
  @Test
  void sizesAreThoseOfThePrograms() {
    List<int[]> images = List.of(IntStream.range(0, 4000).map(i -> i * i / 1000 % 7).toArray());
    StreamSizes sizes = StreamSizes.of(images, false);
    assertEquals(GZIP, sizes.gzip(), 8); // The name and time of gzip's header are not counted.
    assertEquals(BZIP2, sizes.bzip2(), 2);
    assertEquals(XZ, sizes.xz(), 8);
  }

  private static final int GZIP = 550;
  private static final int BZIP2 = 689;
  private static final int XZ = 592;

  @Test
  void noImagesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> StreamSizes.of(List.of(), true));
  }
}

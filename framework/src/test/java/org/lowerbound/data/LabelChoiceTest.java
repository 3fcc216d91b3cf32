package org.lowerbound.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.lowerbound.data.named.GreyImageOptions;
import org.lowerbound.data.named.Mnist;
import org.lowerbound.data.synthetic.Sprites;

class LabelChoiceTest {
  private static final int CLASSES = 3;

  /** Rare classes and common ones: a sixth, a third and a half. */
  private static final Labels ALL =
      new Labels(
          CLASSES,
          ImmutableMap.of(
              Split.TRAIN,
              IntStream.range(0, 600).map(i -> new int[] {0, 1, 2, 1, 2, 2}[i % 6]).toArray(),
              Split.TEST,
              new int[] {2, 1}));

  private static int[] kept(int known, long seed) {
    Labels labels = new LabelChoice.Part(known, seed).known(ALL);
    assertEquals(CLASSES, labels.classes());
    assertSame(ALL.numbers().get(Split.TEST), labels.numbers().get(Split.TEST));
    return labels.numbers().get(Split.TRAIN);
  }

  private static void assertRefused(String message, Executable making) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, making).getMessage());
  }

  @Test
  void asManyOfEachClassAreKept() {
    int[] kept = kept(60, 1);
    int[] counts = new int[CLASSES];
    for (int i = 0; i < kept.length; i++) {
      if (kept[i] != Labels.UNKNOWN) {
        assertEquals(ALL.numbers().get(Split.TRAIN)[i], kept[i]);
        counts[kept[i]]++;
      }
    }
    assertArrayEquals(new int[] {20, 20, 20}, counts);
  }

  @Test
  void theSeedDecidesWhichAndMoreKeepTheSame() {
    assertArrayEquals(kept(60, 1), kept(60, 1));
    assertFalse(Arrays.equals(kept(60, 1), kept(60, 2)));
    int[] few = kept(60, 1);
    int[] more = kept(300, 1);
    for (int i = 0; i < few.length; i++) {
      if (few[i] != Labels.UNKNOWN) {
        assertEquals(few[i], more[i]);
      }
    }
  }

  @Test
  void allOrNone() {
    assertSame(ALL, new LabelChoice.Whole(true).known(ALL));
    assertFalse(new LabelChoice.Whole(false).given());
  }

  @Test
  void numbersThatCannotBeKeptAreRefused() {
    assertRefused(
        "known must be the same number for each of the 3 classes but is 100; 99 works",
        () -> kept(100, 1));
    assertRefused(
        "known must be the same number for each of the 3 classes but is 2; 3 works",
        () -> kept(2, 1));
    assertRefused(
        "known must be positive but is 0; no labels are false", () -> new LabelChoice.Part(0, 1));
    assertRefused(
        "known asks for 101 of each of the 3 classes, but the training split has 100 of class 0",
        () -> kept(303, 1));
    kept(300, 1);
    assertRefused(
        "known must be the same number for each of the 10 classes but is 101; 100 works",
        () ->
            new Mnist(
                new GreyImageOptions(
                    Binarization.NONE, false, 0, new LabelChoice.Part(101, 0), 0)));
    assertRefused(
        "known must be the same number for each of the 3 classes but is 100; 99 works",
        () ->
            new Sprites(28, 4, 8, 10, 0.1, 0.1, new LabelChoice.Part(100, 0), 0, Optional.empty()));
  }

  @Test
  void spritesKeepTheShapeOfSome() {
    Dataset data =
        new Sprites(28, 2, 2, 2, 0.1, 0.1, new LabelChoice.Part(6, 0), 0, Optional.empty())
            .load(null);
    int[] train = data.labels().orElseThrow().numbers().get(Split.TRAIN);
    assertEquals(6, Arrays.stream(train).filter(label -> label != Labels.UNKNOWN).count());
  }
}

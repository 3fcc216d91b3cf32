package org.lowerbound.data.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Factors;
import org.lowerbound.data.LabelChoice;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.data.source.DataSource;
import org.tensorflow.ndarray.Shape;

final class ColoredSpritesTest {
  private static final int[] RAINBOW = {0xFF0000, 0xFFFF00, 0x00FF00, 0x00FFFF, 0x0000FF, 0xFF00FF};

  private static Sprites sprites(Optional<Integer> hues) {
    return new Sprites(28, 1, 2, 2, 0, 0.25, new LabelChoice.Whole(false), 0, hues);
  }

  private static Dataset load(Sprites spec) {
    return spec.load(new DataSource(Optional.empty(), Path.of("unused")));
  }

  @Test
  void everyShapeComesInEveryHue() {
    Dataset data = load(sprites(Optional.of(6)));
    assertEquals(Shape.of(28, 28, 3), data.observationShape());
    assertEquals(ValueKind.GREY, data.kind());
    Factors factors = data.factors().orElseThrow();
    assertEquals(
        ImmutableList.of("shape", "scale", "orientation", "x", "y", "hue"), factors.names());
    assertEquals(ImmutableList.of(3, 1, 2, 2, 2, 6), factors.sizes());
    int images = 0;
    for (Split split : data.splits().keySet()) {
      Observations.Bytes values = (Observations.Bytes) data.splits().get(split);
      for (int row = 0; row < values.count(); row++) {
        int expected = RAINBOW[factors.classes().get(split)[row][5]];
        int colored = 0;
        for (int pixel = 0; pixel < 28 * 28; pixel++) {
          int rgb = 0;
          for (int channel = 0; channel < 3; channel++) {
            rgb =
                (rgb << 8)
                    | (values.values()[row * values.dimension() + 3 * pixel + channel] & 0xFF);
          }
          assertTrue(rgb == 0 || rgb == expected, Integer.toHexString(rgb));
          colored += rgb == 0 ? 0 : 1;
        }
        assertTrue(colored > 50, "a shape of " + colored + " pixels");
        images++;
      }
    }
    assertEquals(3 * 2 * 4 * 6, images);
  }

  @Test
  void huesBetweenTheSixAreMixed() {
    Dataset data = load(sprites(Optional.of(12)));
    Observations.Bytes train = (Observations.Bytes) data.splits().get(Split.TRAIN);
    int[][] classes = data.factors().orElseThrow().classes().get(Split.TRAIN);
    for (int row = 0; row < train.count(); row++) {
      if (classes[row][5] == 1) {
        int largest = 0;
        for (int i = 0; i < train.dimension(); i += 3) {
          largest = Math.max(largest, train.values()[row * train.dimension() + i + 1] & 0xFF);
        }
        assertEquals(128, largest, "orange has half of the green");
        return;
      }
    }
    throw new AssertionError("no image of the second hue");
  }

  @Test
  void withoutHuesNothingChanges() {
    assertEquals(
        load(new Sprites(28, 1, 2, 2, 0, 0.25, false, 0)).fingerprint(),
        load(sprites(Optional.empty())).fingerprint());
    assertEquals(ValueKind.BINARY, load(sprites(Optional.empty())).kind());
    assertEquals(
        "hues must be 1 … 64 but is 0",
        assertThrows(IllegalArgumentException.class, () -> sprites(Optional.of(0))).getMessage());
  }
}

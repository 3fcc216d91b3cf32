package org.lowerbound.data.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.primitives.Bytes;
import com.google.common.primitives.Ints;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Factors;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.data.source.DataSource;
import org.tensorflow.ndarray.Shape;

class SpritesTest {
  private static final Sprites DEFAULT = sprites(28, 4, 8, 10);

  @Test
  void defaultIsTheSameBytesOnEveryPlatform() {
    // Made by this program (OpenJDK 17, Linux x86-64), after looking at the images. If it moves,
    // so do all results on sprites.
    assertEquals(
        "8631fa8bd3bab7f8cd63668338e6b7022e2528d8b20513a153dbdc91ca3a2da7",
        load(DEFAULT).fingerprint());
  }

  @Test
  void splitsHaveTheFractionsAskedFor() {
    Dataset data = load(DEFAULT);
    assertEquals(7680, data.splits().get(Split.TRAIN).count());
    assertEquals(960, data.splits().get(Split.VALIDATION).count());
    assertEquals(960, data.splits().get(Split.TEST).count());
    assertEquals(Shape.of(28, 28, 1), data.observationShape());
    assertEquals(ValueKind.BINARY, data.kind());
  }

  @Test
  void everyCombinationOfFactorsIsThereOnce() {
    Dataset data = load(DEFAULT);
    Factors factors = data.factors().orElseThrow();
    assertEquals(List.of("shape", "scale", "orientation", "x", "y"), factors.names());
    assertEquals(List.of(3, 4, 8, 10, 10), factors.sizes());
    Set<List<Integer>> seen = new HashSet<>();
    for (Split split : data.splits().keySet()) {
      int[][] classes = factors.classes().get(split);
      assertEquals(data.splits().get(split).count(), classes.length);
      for (int[] row : classes) {
        for (int factor = 0; factor < row.length; factor++) {
          assertTrue(row[factor] >= 0 && row[factor] < factors.sizes().get(factor));
        }
        assertTrue(seen.add(Ints.asList(row)), "twice");
      }
    }
    assertEquals(3 * 4 * 8 * 10 * 10, seen.size());
  }

  @Test
  void splitsAreInRandomOrder() {
    int[][] test = load(DEFAULT).factors().orElseThrow().classes().get(Split.TEST);
    int[] shapes = new int[3];
    for (int row = 0; row < 300; row++) {
      shapes[test[row][0]]++;
    }
    for (int count : shapes) {
      // Binomial(300, 1/3): 100 with a standard deviation of 8.2.
      assertEquals(100, count, 5 * 8.2);
    }
  }

  @Test
  void imagesAreTheSameOnlyWhereTheShapeIsSymmetric() {
    Map<List<Byte>, List<Integer>> firstWith = new HashMap<>();
    images(DEFAULT)
        .forEach(
            (classes, image) -> {
              List<Integer> other = firstWith.putIfAbsent(Bytes.asList(image), classes);
              if (other != null) {
                assertEquals(withoutOrientation(other), withoutOrientation(classes));
                int period = classes.get(0) == 0 ? 2 : 4;
                assertNotEquals(2, classes.get(0), "hearts have no symmetry");
                assertEquals(0, (classes.get(2) - other.get(2)) % period);
              }
            });
    // Different orientations: square 2, ellipse 4, heart 8.
    assertEquals((2 + 4 + 8) * 4 * 10 * 10, firstWith.size());
  }

  @Test
  void allShapesAreWithinTheOutermostPixels() {
    for (Sprites spec :
        List.of(DEFAULT, sprites(28, 2, 5, 13), sprites(33, 3, 7, 4), sprites(64, 1, 9, 5))) {
      int size = spec.size();
      for (byte[] image : images(spec).values()) {
        for (int i = 0; i < size; i++) {
          int edges =
              image[i]
                  + image[size * (size - 1) + i]
                  + image[size * i]
                  + image[size * i + size - 1];
          assertEquals(0, edges);
        }
      }
    }
  }

  @Test
  void areasAreThoseOfTheShapes() {
    // On 64 x 64 pixels with radius 16, averaged over orientations and positions. The mean of the
    // pixel counts is close to the area; 1 % covers the unevenness of the few positions.
    Map<Integer, double[]> sums = new HashMap<>();
    images(sprites(64, 1, 12, 8))
        .forEach(
            (classes, image) -> {
              double[] sum = sums.computeIfAbsent(classes.get(0), shape -> new double[2]);
              sum[0] += ones(image);
              sum[1]++;
            });
    double unit = 16 * 16;
    assertEquals(2 * unit, mean(sums.get(0)), 0.01 * 2 * unit);
    assertEquals(Math.PI / 2 * unit, mean(sums.get(1)), 0.01 * Math.PI / 2 * unit);
    // The curve x² + (6/5 y - √|x|)² = 1 encloses π / 1.2; it is shrunk by 1.2.
    double heart = Math.PI / 1.2 / (1.2 * 1.2) * unit;
    assertEquals(heart, mean(sums.get(2)), 0.01 * heart);
  }

  @Test
  void factorsDoWhatTheirNamesSay() {
    Map<List<Integer>, byte[]> images = images(DEFAULT);
    for (int shape = 0; shape < 3; shape++) {
      for (int orientation = 0; orientation < 8; orientation++) {
        for (int step = 1; step < 10; step++) {
          double[] first = centroid(images.get(List.of(shape, 3, orientation, step - 1, 4)));
          double[] next = centroid(images.get(List.of(shape, 3, orientation, step, 4)));
          // Centres are 4/3 pixels apart; rasterisation moves each centroid by half a pixel at
          // most.
          assertEquals(4 / 3.0, next[0] - first[0], 1);
          assertEquals(0, next[1] - first[1], 1);
          first = centroid(images.get(List.of(shape, 3, orientation, 4, step - 1)));
          next = centroid(images.get(List.of(shape, 3, orientation, 4, step)));
          assertEquals(4 / 3.0, next[1] - first[1], 1);
        }
        for (int scale = 1; scale < 4; scale++) {
          assertTrue(
              ones(images.get(List.of(shape, scale, orientation, 5, 5)))
                  > ones(images.get(List.of(shape, scale - 1, orientation, 5, 5))));
        }
      }
    }
  }

  @Test
  void aQuarterTurnIsCounterClockwise() {
    // At the middle of the image the quarter turn is a turn of the pixels: row r, column c goes to
    // row size - 1 - c, column r.
    Map<List<Integer>, byte[]> images = images(sprites(28, 1, 4, 1));
    for (int shape = 0; shape < 3; shape++) {
      byte[] upright = images.get(List.of(shape, 0, 0, 0, 0));
      byte[] turned = new byte[28 * 28];
      for (int row = 0; row < 28; row++) {
        for (int column = 0; column < 28; column++) {
          turned[(27 - column) * 28 + row] = upright[row * 28 + column];
        }
      }
      assertArrayEquals(turned, images.get(List.of(shape, 0, 1, 0, 0)));
    }
  }

  @Test
  void heartPointsDown() {
    byte[] heart = images(sprites(28, 1, 4, 1)).get(List.of(2, 0, 0, 0, 0));
    int upper = 0;
    for (int i = 0; i < 14 * 28; i++) {
      upper += heart[i];
    }
    assertTrue(upper > ones(heart) / 2);
  }

  @Test
  void seedDecidesTheSplitsAndNotTheImages() {
    Sprites other = new Sprites(28, 4, 8, 10, 0.1, 0.1, false, 1);
    assertNotEquals(load(DEFAULT).fingerprint(), load(other).fingerprint());
    Map<List<Integer>, byte[]> images = images(other);
    images(DEFAULT).forEach((classes, image) -> assertArrayEquals(image, images.get(classes)));
  }

  @Test
  void theLabelIsTheShapeIfAskedFor() {
    assertEquals(Optional.empty(), load(DEFAULT).labels());
    Dataset data = load(new Sprites(28, 2, 2, 2, 0.1, 0.1, true, 0));
    Labels labels = data.labels().orElseThrow();
    assertEquals(3, labels.classes());
    assertEquals(data.splits().keySet(), labels.numbers().keySet());
    labels
        .numbers()
        .forEach(
            (split, numbers) -> {
              int[][] classes = data.factors().orElseThrow().classes().get(split);
              for (int row = 0; row < numbers.length; row++) {
                assertEquals(classes[row][0], numbers[row]);
              }
            });
  }

  @Test
  void withoutValidationThereIsNoSuchSplit() {
    Dataset data = load(new Sprites(28, 1, 1, 2, 0, 0.25, false, 0));
    assertFalse(data.splits().containsKey(Split.VALIDATION));
    assertFalse(data.factors().orElseThrow().classes().containsKey(Split.VALIDATION));
    assertEquals(3, data.splits().get(Split.TEST).count());
    assertEquals(9, data.splits().get(Split.TRAIN).count());
  }

  @Test
  void namesWhatIsOutOfRange() {
    assertRefused("size must be 28 … 64 but is 27", () -> sprites(27, 4, 8, 10));
    assertRefused("scales must be 1 … 8 but is 0", () -> sprites(28, 0, 8, 10));
    assertRefused("orientations must be 1 … 40 but is 41", () -> sprites(28, 4, 41, 10));
    assertRefused("positions must be 1 … 13 but is 14", () -> sprites(28, 4, 8, 14));
    assertRefused(
        "validation + test must leave something to train on but is 0.5 + 0.5",
        () -> new Sprites(28, 4, 8, 10, 0.5, 0.5, false, 0));
    assertRefused(
        "the fractions validation 0.0 and test 0.1 of 3 images leave a split empty",
        () -> new Sprites(28, 1, 1, 1, 0, 0.1, false, 0));
    assertRefused(
        "922560 images of 64 x 64 pixels do not fit into one array; take fewer scales,"
            + " orientations or positions",
        () -> sprites(64, 8, 40, 31));
  }

  private static void assertRefused(String message, Executable making) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, making).getMessage());
  }

  private static Sprites sprites(int size, int scales, int orientations, int positions) {
    return new Sprites(size, scales, orientations, positions, 0.1, 0.1, false, 0);
  }

  private static Dataset load(Sprites spec) {
    return spec.load(new DataSource(Optional.empty(), Path.of("unused")));
  }

  /** Returns every image by its classes. */
  private static Map<List<Integer>, byte[]> images(Sprites spec) {
    Dataset data = load(spec);
    Map<List<Integer>, byte[]> images = new HashMap<>();
    for (Split split : data.splits().keySet()) {
      Observations.Bytes rows = (Observations.Bytes) data.splits().get(split);
      int[][] classes = data.factors().orElseThrow().classes().get(split);
      for (int row = 0; row < classes.length; row++) {
        images.put(Ints.asList(classes[row]), rows.select(new int[] {row}).values());
      }
    }
    return images;
  }

  private static List<Integer> withoutOrientation(List<Integer> classes) {
    return List.of(classes.get(0), classes.get(1), classes.get(3), classes.get(4));
  }

  private static int ones(byte[] image) {
    int ones = 0;
    for (byte pixel : image) {
      ones += pixel;
    }
    return ones;
  }

  private static double mean(double[] sumAndCount) {
    return sumAndCount[0] / sumAndCount[1];
  }

  /** Returns the mean column and the mean row of the ones. */
  private static double[] centroid(byte[] image) {
    double[] sum = new double[2];
    for (int i = 0; i < image.length; i++) {
      sum[0] += image[i] * (i % 28);
      sum[1] += image[i] * (i / 28);
    }
    return new double[] {sum[0] / ones(image), sum[1] / ones(image)};
  }
}

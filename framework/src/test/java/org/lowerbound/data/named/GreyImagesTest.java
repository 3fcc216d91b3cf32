package org.lowerbound.data.named;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.BernoulliDraw;
import org.lowerbound.data.Binarization;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Labels;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.TestFiles;
import org.lowerbound.data.ValueKind;
import org.lowerbound.data.source.DataException;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.data.source.RemoteFile;
import org.lowerbound.random.RandomStream;
import org.tensorflow.ndarray.Shape;

/** What MNIST and Fashion-MNIST share, on 100 training and 20 test images of 3 x 4. */
class GreyImagesTest {
  private static final int TRAIN = 100;
  private static final int TEST = 20;
  private static final IdxPart.Numbering TEN = new IdxPart.Numbering(0, 10);
  private static final byte[] TRAIN_PIXELS = trainPixels();
  private static final byte[] TEST_PIXELS = TestFiles.randomBytes(TEST * 12);

  @TempDir Path directory;
  private GreyImages images;
  private IdxPart trainPart;
  private IdxPart testPart;
  private DataSource source;

  @BeforeEach
  void writeFiles() throws IOException {
    byte[] train = TestFiles.idx(0x08, TRAIN_PIXELS, TRAIN, 3, 4);
    byte[] test = TestFiles.idx(0x08, TEST_PIXELS, TEST, 3, 4);
    trainPart = part("train", train, labels(TRAIN));
    testPart = part("test", test, labels(TEST));
    images = new GreyImages("small", 10, trainPart, testPart);
    TestFiles.write(TestFiles.zippedIn(directory, trainPart.images()), TestFiles.gzip(train));
    TestFiles.write(TestFiles.zippedIn(directory, testPart.images()), TestFiles.gzip(test));
    source = TestFiles.source(directory, directory);
  }

  @Test
  void withoutValidationTheSplitsAreTheOfficialOnes() {
    Dataset data = images.load(source, options(Binarization.NONE, 0, 0));
    assertEquals(2, data.splits().size());
    assertArrayEquals(TRAIN_PIXELS, bytes(data, Split.TRAIN).values());
    assertArrayEquals(TEST_PIXELS, bytes(data, Split.TEST).values());
    assertEquals(Shape.of(3, 4, 1), data.observationShape());
    assertEquals("small", data.name());
  }

  @Test
  void validationIsDisjointExactAndInOrder() {
    Dataset data = images.load(source, options(Binarization.NONE, 30, 5));
    List<Integer> train = imageNumbers(data, Split.TRAIN);
    List<Integer> validation = imageNumbers(data, Split.VALIDATION);
    assertEquals(70, train.size());
    assertEquals(30, validation.size());
    assertEquals(train.stream().sorted().toList(), train);
    assertEquals(validation.stream().sorted().toList(), validation);
    List<Integer> all = new ArrayList<>(train);
    all.addAll(validation);
    assertEquals(TRAIN, all.stream().distinct().count());
    assertArrayEquals(TEST_PIXELS, bytes(data, Split.TEST).values());
  }

  @Test
  void validationIsWhatTheNamedStreamPermutesFirst() {
    int[] order = new RandomStream(5, "small.validation").permutation(TRAIN);
    List<Integer> validation =
        imageNumbers(images.load(source, options(Binarization.NONE, 2, 5)), Split.VALIDATION);
    assertEquals(List.of(Math.min(order[0], order[1]), Math.max(order[0], order[1])), validation);
  }

  @Test
  void seedDecidesTheSplit() {
    Dataset five = images.load(source, options(Binarization.NONE, 30, 5));
    Dataset again = images.load(source, options(Binarization.NONE, 30, 5));
    Dataset six = images.load(source, options(Binarization.NONE, 30, 6));
    assertEquals(five.fingerprint(), again.fingerprint());
    assertNotEquals(five.fingerprint(), six.fingerprint());
    assertNotEquals(imageNumbers(five, Split.VALIDATION), imageNumbers(six, Split.VALIDATION));
  }

  @Test
  void dynamicKeepsGreyAndIsSeenAsBinary() {
    Dataset data = images.load(source, options(Binarization.DYNAMIC, 0, 0));
    assertEquals(FreshDraw.BINARIZATION, data.freshDraw());
    assertEquals(ValueKind.GREY, data.kind());
    assertEquals(ValueKind.BINARY, data.observedKind());
    assertArrayEquals(TRAIN_PIXELS, bytes(data, Split.TRAIN).values());
    assertNotEquals(
        images.load(source, options(Binarization.NONE, 0, 0)).fingerprint(), data.fingerprint());
  }

  @Test
  void staticDrawIsBinaryAndItsOwnOnEachFile() {
    Dataset data = images.load(source, options(Binarization.STATIC, 0, 9));
    assertEquals(FreshDraw.NOTHING, data.freshDraw());
    assertEquals(ValueKind.BINARY, data.kind());
    Observations.Bytes grey = new Observations.Bytes(TRAIN_PIXELS, TRAIN, 12);
    assertArrayEquals(
        BernoulliDraw.of(grey, new RandomStream(9, "small.binarization.train")).values(),
        bytes(data, Split.TRAIN).values());
    assertNotEquals(
        data.fingerprint(), images.load(source, options(Binarization.STATIC, 0, 10)).fingerprint());
  }

  @Test
  void staticDrawOfAnImageDoesNotDependOnTheSplit() {
    Observations.Bytes whole =
        bytes(images.load(source, options(Binarization.STATIC, 0, 9)), Split.TRAIN);
    List<Integer> rows =
        imageNumbers(images.load(source, options(Binarization.NONE, 30, 9)), Split.VALIDATION);
    assertArrayEquals(
        whole.select(rows.stream().mapToInt(Integer::intValue).toArray()).values(),
        bytes(images.load(source, options(Binarization.STATIC, 30, 9)), Split.VALIDATION).values());
  }

  @Test
  void dequantizedImagesStayGreyAndAreSeenAsRealNumbers() {
    GreyImageOptions dequantized = new GreyImageOptions(Binarization.NONE, true, 0, false, 0);
    Dataset data = images.load(source, dequantized);
    assertEquals(FreshDraw.DEQUANTIZATION, data.freshDraw());
    assertEquals(ValueKind.GREY, data.kind());
    assertEquals(ValueKind.DEQUANTIZED, data.observedKind());
    assertArrayEquals(TRAIN_PIXELS, bytes(data, Split.TRAIN).values());
    assertEquals(
        3,
        Stream.of(
                data,
                images.load(source, options(Binarization.NONE, 0, 0)),
                images.load(source, options(Binarization.DYNAMIC, 0, 0)))
            .map(Dataset::fingerprint)
            .distinct()
            .count());
  }

  @Test
  void refusesNoiseOnBinaryImages() {
    for (Binarization binarization : Binarization.values()) {
      if (binarization != Binarization.NONE) {
        assertEquals(
            "\"dequantize\": true adds noise to grey levels, but \"binarization\": \""
                + binarization.label()
                + "\" leaves none; \"binarization\": \"none\" works with it",
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new Mnist(new GreyImageOptions(binarization, true, 5000, false, 0)))
                .getMessage());
      }
    }
    assertTrue(
        new FashionMnist(new GreyImageOptions(Binarization.NONE, true, 5000, false, 0))
            .options()
            .dequantize());
  }

  @Test
  void labelsGoWithTheirImages() throws IOException {
    TestFiles.write(TestFiles.plainIn(directory, trainPart.labels()), labels(TRAIN));
    TestFiles.write(TestFiles.plainIn(directory, testPart.labels()), labels(TEST));
    Dataset data = images.load(source, new GreyImageOptions(Binarization.NONE, false, 30, true, 5));
    Labels labels = data.labels().orElseThrow();
    assertEquals(10, labels.classes());
    for (Split split : List.of(Split.TRAIN, Split.VALIDATION)) {
      assertEquals(
          imageNumbers(data, split).stream().map(number -> number * 7 % 10).toList(),
          Arrays.stream(labels.numbers().get(split)).boxed().toList());
    }
    assertEquals(TEST, labels.numbers().get(Split.TEST).length);
    assertEquals(7, labels.numbers().get(Split.TEST)[1]);
    Dataset unlabeled = images.load(source, options(Binarization.NONE, 30, 5));
    assertEquals(Optional.empty(), unlabeled.labels());
    assertNotEquals(unlabeled.fingerprint(), data.fingerprint());
  }

  @Test
  void labelsAreNeitherReadNorMissedUnlessAskedFor() {
    // No label file is there.
    GreyImageOptions with = new GreyImageOptions(Binarization.NONE, false, 0, true, 0);
    assertDoesNotThrow(() -> images.check(source, options(Binarization.NONE, 0, 0)));
    for (Executable use :
        List.<Executable>of(() -> images.check(source, with), () -> images.load(source, with))) {
      String message = assertThrows(DataException.class, use).getMessage();
      assertTrue(message.startsWith("small: the file train-labels is missing"), message);
    }
  }

  @Test
  void namesAFileWithLabelsOfOtherImages() throws IOException {
    byte[] few = labels(TEST);
    RemoteFile file = TestFiles.describe("small", "few-labels", few);
    GreyImages wrong =
        new GreyImages(
            "small",
            10,
            new IdxPart(trainPart.images(), file, TEN, PixelOrder.ROW_BY_ROW),
            testPart);
    Path path = TestFiles.write(TestFiles.plainIn(directory, file), few);
    DataException e =
        assertThrows(
            DataException.class,
            () -> wrong.load(source, new GreyImageOptions(Binarization.NONE, false, 0, true, 0)));
    assertEquals(
        path
            + ": has the sizes [20], but the labels of 100 images have [100]; put the original in"
            + " its place",
        e.getMessage());
  }

  @Test
  void namesAFileThatHoldsNoImages() throws IOException {
    byte[] labels = TestFiles.idx(0x08, new byte[TRAIN], TRAIN);
    IdxPart part = part("wrong", labels, labels);
    GreyImages wrong = new GreyImages("small", 10, part, testPart);
    Path path = TestFiles.write(TestFiles.plainIn(directory, part.images()), labels);
    DataException e =
        assertThrows(
            DataException.class, () -> wrong.load(source, options(Binarization.NONE, 0, 0)));
    assertEquals(
        path
            + ": has the sizes [100], but images have [count, height, width]; put the original in"
            + " its place",
        e.getMessage());
  }

  @Test
  void refusesToHoldOutMoreThanThereIs() {
    assertEquals(
        59_999,
        new Mnist(new GreyImageOptions(Binarization.NONE, false, 59_999, false, 0))
            .options()
            .validation());
    for (int validation : new int[] {-1, 60_000}) {
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  new FashionMnist(
                      new GreyImageOptions(Binarization.NONE, false, validation, false, 0)));
      assertEquals(
          "validation must be 0 … 59999 (of the 60000 training images) but is " + validation,
          e.getMessage());
    }
  }

  private static GreyImageOptions options(Binarization binarization, int validation, long seed) {
    return new GreyImageOptions(binarization, false, validation, false, seed);
  }

  private static IdxPart part(String name, byte[] images, byte[] labels) {
    return new IdxPart(
        TestFiles.describe("small", name, images),
        TestFiles.describe("small", name + "-labels", labels),
        TEN,
        PixelOrder.ROW_BY_ROW);
  }

  /** Returns a file in which image i is of class 7 i mod 10. */
  private static byte[] labels(int count) {
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) (i * 7 % 10);
    }
    return TestFiles.idx(0x08, labels, count);
  }

  /** Returns images whose first pixel is their number. */
  private static byte[] trainPixels() {
    byte[] pixels = TestFiles.randomBytes(TRAIN * 12);
    for (int row = 0; row < TRAIN; row++) {
      pixels[row * 12] = (byte) row;
    }
    return pixels;
  }

  private static List<Integer> imageNumbers(Dataset data, Split split) {
    Observations.Bytes rows = bytes(data, split);
    List<Integer> numbers = new ArrayList<>();
    for (int row = 0; row < rows.count(); row++) {
      int number = rows.values()[row * 12];
      numbers.add(number);
      // The whole image must have come along.
      assertArrayEquals(
          Arrays.copyOfRange(TRAIN_PIXELS, number * 12, number * 12 + 12),
          rows.select(new int[] {row}).values());
    }
    return numbers;
  }

  private static Observations.Bytes bytes(Dataset data, Split split) {
    return (Observations.Bytes) data.splits().get(split);
  }
}

package org.lowerbound.data.named;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.Binarization;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetSpec;
import org.lowerbound.data.LabelChoice;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.TestFiles;
import org.lowerbound.data.ValueKind;
import org.lowerbound.data.source.DataSource;
import org.tensorflow.ndarray.Shape;

/** Reads the official files; skipped where LOWERBOUND_DATA does not say where they are. */
class OfficialFilesTest {
  @TempDir Path temporary;

  @Test
  void mnistHasItsKnownSizesAndMean() {
    Dataset data = load(new Mnist(new GreyImageOptions(Binarization.NONE, false, 0, false, 0)));
    assertSizes(data, 60_000, 0, 10_000);
    assertEquals("mnist", data.name());
    // The mean that is usually given for normalisation.
    assertEquals(0.1307, mean(data.trainMean().toArray()), 1e-4);
  }

  @Test
  void mnistDynamicWithValidation() {
    Dataset data =
        load(new Mnist(new GreyImageOptions(Binarization.DYNAMIC, false, 5000, false, 0)));
    assertSizes(data, 55_000, 5000, 10_000);
    assertEquals(ValueKind.BINARY, data.observedKind());
  }

  @Test
  void mnistStaticDrawHasAsManyOnesAsTheGreyLevelsSay() {
    Dataset data = load(new Mnist(new GreyImageOptions(Binarization.STATIC, false, 0, false, 0)));
    // 47 million pixels, most of them certain: the standard error is below 1e-4 x 0.5.
    assertEquals(0.1307, mean(data.trainMean().toArray()), 1e-4);
    assertEquals(ValueKind.BINARY, data.kind());
  }

  @Test
  void fashionMnistHasItsKnownSizesAndMean() {
    Dataset data =
        load(new FashionMnist(new GreyImageOptions(Binarization.NONE, false, 0, false, 0)));
    assertSizes(data, 60_000, 0, 10_000);
    assertEquals("fashion-mnist", data.name());
    assertEquals(0.2860, mean(data.trainMean().toArray()), 1e-4);
  }

  @Test
  void binarizedMnistHasItsKnownSizesAndFractionsOfOnes() {
    Dataset data = load(new BinarizedMnist());
    assertSizes(data, 50_000, 10_000, 10_000);
    assertEquals(ValueKind.BINARY, data.kind());
    assertEquals(0.1306, mean(data.trainMean().toArray()), 5e-5);
    assertEquals(0.1311, fractionOfOnes(data, Split.VALIDATION), 5e-5);
    assertEquals(0.1325, fractionOfOnes(data, Split.TEST), 5e-5);
  }

  @Test
  void binarizedMnistIsTheSameInAllItsForms() throws IOException {
    String expected = load(new BinarizedMnist()).fingerprint();
    Path folder = TestFiles.dataDirectory().resolve("binarized-mnist");
    Path packed = Files.createDirectories(temporary.resolve("packed/binarized-mnist"));
    Path plain = Files.createDirectories(temporary.resolve("plain/binarized-mnist"));
    for (String part : List.of("train", "valid", "test")) {
      String name = "binarized_mnist_" + part + ".amat";
      Files.copy(folder.resolve(name + ".gz"), packed.resolve(name + ".gz"));
      try (InputStream text =
          new GZIPInputStream(Files.newInputStream(folder.resolve(name + ".gz")))) {
        Files.copy(text, plain.resolve(name));
      }
    }
    for (Path form : List.of(packed, plain)) {
      DataSource source = TestFiles.source(form.getParent(), temporary);
      assertEquals(expected, new BinarizedMnist().load(source).fingerprint());
    }
  }

  @Test
  void mnistIsTheSamePlainAndCompressedAgainAndInTheFoldersOfTorchvision() throws IOException {
    Mnist spec = new Mnist(new GreyImageOptions(Binarization.DYNAMIC, false, 400, true, 0));
    Path official = TestFiles.dataDirectory().resolve("mnist");
    Path again = Files.createDirectories(temporary.resolve("again/mnist"));
    Path torchvision = Files.createDirectories(temporary.resolve("torchvision/MNIST/raw"));
    for (String part :
        List.of("train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1")) {
      String name = part + "-ubyte";
      try (InputStream content =
          new GZIPInputStream(Files.newInputStream(official.resolve(name + ".gz")))) {
        byte[] plain = content.readAllBytes();
        Files.write(torchvision.resolve(name), plain);
        Files.write(again.resolve(name + ".gz"), TestFiles.gzip(plain));
      }
    }
    String expected = load(spec).fingerprint();
    for (String folder :
        List.of("again", "torchvision", "torchvision/MNIST", "torchvision/MNIST/raw")) {
      DataSource source = TestFiles.source(temporary.resolve(folder), temporary);
      assertDoesNotThrow(() -> spec.check(source), folder);
      assertEquals(expected, spec.load(source).fingerprint(), folder);
    }
  }

  @Test
  void checkFindsAllFiles() {
    DataSource source = TestFiles.source(TestFiles.dataDirectory(), temporary);
    for (DatasetSpec spec :
        List.of(
            new Mnist(new GreyImageOptions(Binarization.NONE, false, 0, false, 0)),
            new FashionMnist(new GreyImageOptions(Binarization.NONE, false, 0, false, 0)),
            new Mnist(new GreyImageOptions(Binarization.NONE, true, 0, true, 0)),
            new FashionMnist(new GreyImageOptions(Binarization.NONE, true, 0, true, 0)),
            new BinarizedMnist(),
            new Omniglot(
                OmniglotSplit.DRAWINGS,
                Binarization.STATIC,
                false,
                0,
                new LabelChoice.Whole(true),
                0),
            new CaltechSilhouettes(true, new LabelChoice.Whole(true)))) {
      assertDoesNotThrow(() -> spec.check(source));
    }
  }

  @Test
  void labelsHaveTheirKnownCounts() {
    Dataset mnist = load(new Mnist(new GreyImageOptions(Binarization.NONE, false, 0, true, 0)));
    assertArrayEquals(
        new int[] {5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949},
        counts(mnist, Split.TRAIN));
    assertArrayEquals(
        new int[] {980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009},
        counts(mnist, Split.TEST));
    Dataset fashion =
        load(new FashionMnist(new GreyImageOptions(Binarization.NONE, false, 0, true, 0)));
    int[] sixThousand = new int[10];
    Arrays.fill(sixThousand, 6000);
    int[] oneThousand = new int[10];
    Arrays.fill(oneThousand, 1000);
    assertArrayEquals(sixThousand, counts(fashion, Split.TRAIN));
    assertArrayEquals(oneThousand, counts(fashion, Split.TEST));
  }

  @Test
  void withoutLabelsAFingerprintIsThatOfOlderResults() {
    // As in tables that were made when there were neither labels nor dequantisation.
    assertEquals(
        "89f3d2a3a9dd1f0bee73070e146a18738199bfd639e1900f73d8678349362298",
        load(new Mnist(new GreyImageOptions(Binarization.DYNAMIC, false, 400, false, 0)))
            .fingerprint());
  }

  @Test
  void omniglotHasItsKnownSizesAndMeans() {
    for (OmniglotSplit split : OmniglotSplit.values()) {
      Dataset data =
          load(new Omniglot(split, Binarization.NONE, false, 0, new LabelChoice.Whole(true), 0));
      boolean alphabets = split == OmniglotSplit.ALPHABETS;
      assertSizes(data, alphabets ? 19_280 : 24_345, 0, alphabets ? 13_180 : 8_115);
      int[] train = data.labels().orElseThrow().numbers().get(Split.TRAIN);
      int[] test = data.labels().orElseThrow().numbers().get(Split.TEST);
      assertEquals(alphabets ? 964 : 1623, Arrays.stream(train).distinct().count());
      assertEquals(alphabets ? 659 : 1623, Arrays.stream(test).distinct().count());
      assertEquals(1622, test[test.length - 1]);
      if (alphabets) {
        assertEquals(0.080, mean(data.trainMean().toArray()), 5e-4);
      }
    }
  }

  @Test
  void omniglotDividesTheDrawingsOfACharacter() {
    Observations.Bytes official = omniglot(OmniglotSplit.ALPHABETS, Split.TRAIN);
    Observations.Bytes first = omniglot(OmniglotSplit.DRAWINGS, Split.TRAIN);
    Observations.Bytes last = omniglot(OmniglotSplit.DRAWINGS, Split.TEST);
    assertArrayEquals(
        official.select(new int[] {20, 34}).values(), first.select(new int[] {15, 29}).values());
    assertArrayEquals(
        official.select(new int[] {35, 39}).values(), last.select(new int[] {5, 9}).values());
  }

  private Observations.Bytes omniglot(OmniglotSplit split, Split part) {
    Omniglot spec =
        new Omniglot(split, Binarization.NONE, false, 0, new LabelChoice.Whole(false), 0);
    return (Observations.Bytes) load(spec).splits().get(part);
  }

  @Test
  void silhouettesHaveTheirKnownSizesAndMean() {
    Dataset data = load(new CaltechSilhouettes(false, new LabelChoice.Whole(true)));
    assertSizes(data, 4100, 2264, 2307);
    assertEquals(0.551, mean(data.trainMean().toArray()), 5e-4);
    Dataset inverted = load(new CaltechSilhouettes(true, new LabelChoice.Whole(false)));
    assertEquals(1 - 0.551, mean(inverted.trainMean().toArray()), 5e-4);
    int[] labels = data.labels().orElseThrow().numbers().get(Split.TRAIN);
    assertEquals(101, Arrays.stream(labels).distinct().count());
    assertEquals(101, data.labels().orElseThrow().classes());
  }

  @Test
  void spritesOfBothSubsetsShowTheSameWhereTheyMeet() {
    Dataset grid = dsprites(DspritesSubset.GRID, 10, 16);
    Dataset random = dsprites(DspritesSubset.RANDOM, 10, 16);
    assertEquals(Shape.of(64, 64, 1), grid.observationShape());
    Map<List<Integer>, Integer> rows = new HashMap<>();
    int[][] ofGrid = grid.factors().orElseThrow().classes().get(Split.TRAIN);
    for (int row = 0; row < ofGrid.length; row++) {
      int[] c = ofGrid[row];
      // Levels of the whole set.
      rows.put(List.of(c[1], c[2], 4 * c[3], 2 * c[4], 2 * c[5]), row);
    }
    assertEquals(36_864, rows.size());
    int[][] ofRandom = random.factors().orElseThrow().classes().get(Split.TRAIN);
    int both = 0;
    for (int row = 0; row < ofRandom.length; row++) {
      int[] c = ofRandom[row];
      Integer other = rows.get(List.of(c[1], c[2], c[3], c[4], c[5]));
      if (other != null) {
        both++;
        assertArrayEquals(image(grid, other), image(random, row));
      }
    }
    // 1,246 images are in both; 0.8 of each subset is for training.
    assertEquals(1246 * 0.64, both, 5 * Math.sqrt(1246 * 0.64 * 0.36));
    Dataset coarse = dsprites(DspritesSubset.GRID, 5, 8);
    int[] c = coarse.factors().orElseThrow().classes().get(Split.TRAIN)[7];
    Integer same = rows.get(List.of(c[1], c[2], 8 * c[3], 4 * c[4], 4 * c[5]));
    if (same != null) {
      assertArrayEquals(image(grid, same), image(coarse, 7));
    }
  }

  private Dataset dsprites(DspritesSubset subset, int orientations, int positions) {
    return load(
        new Dsprites(subset, orientations, positions, 0.1, 0.1, new LabelChoice.Whole(false), 0));
  }

  private static byte[] image(Dataset data, int row) {
    Observations.Bytes train = (Observations.Bytes) data.splits().get(Split.TRAIN);
    return train.select(new int[] {row}).values();
  }

  private static int[] counts(Dataset data, Split split) {
    int[] counts = new int[10];
    for (int label : data.labels().orElseThrow().numbers().get(split)) {
      counts[label]++;
    }
    return counts;
  }

  private Dataset load(DatasetSpec spec) {
    return spec.load(TestFiles.source(TestFiles.dataDirectory(), temporary));
  }

  private static void assertSizes(Dataset data, int train, int validation, int test) {
    assertEquals(Shape.of(28, 28, 1), data.observationShape());
    assertEquals(train, data.splits().get(Split.TRAIN).count());
    assertEquals(
        validation,
        data.splits().containsKey(Split.VALIDATION)
            ? data.splits().get(Split.VALIDATION).count()
            : 0);
    assertEquals(test, data.splits().get(Split.TEST).count());
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double fractionOfOnes(Dataset data, Split split) {
    Observations.Bytes images = (Observations.Bytes) data.splits().get(split);
    long ones = 0;
    for (byte pixel : images.values()) {
      ones += pixel;
    }
    return (double) ones / images.values().length;
  }
}

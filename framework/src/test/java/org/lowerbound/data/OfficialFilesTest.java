package org.lowerbound.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

/** Reads the official files; skipped where LOWERBOUND_DATA does not say where they are. */
class OfficialFilesTest {
  @TempDir Path temporary;

  @Test
  void mnistHasItsKnownSizesAndMean() {
    Dataset data = load(new Mnist(Binarization.NONE, 0, 0));
    assertSizes(data, 60_000, 0, 10_000);
    assertEquals("mnist", data.name());
    // The mean that is usually given for normalisation.
    assertEquals(0.1307, mean(data.trainMean().toArray()), 1e-4);
  }

  @Test
  void mnistDynamicWithValidation() {
    Dataset data = load(new Mnist(Binarization.DYNAMIC, 5000, 0));
    assertSizes(data, 55_000, 5000, 10_000);
    assertEquals(ValueKind.BINARY, data.observedKind());
  }

  @Test
  void mnistStaticDrawHasAsManyOnesAsTheGreyLevelsSay() {
    Dataset data = load(new Mnist(Binarization.STATIC, 0, 0));
    // 47 million pixels, most of them certain: the standard error is below 1e-4 x 0.5.
    assertEquals(0.1307, mean(data.trainMean().toArray()), 1e-4);
    assertEquals(ValueKind.BINARY, data.kind());
  }

  @Test
  void fashionMnistHasItsKnownSizesAndMean() {
    Dataset data = load(new FashionMnist(Binarization.NONE, 0, 0));
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
  void checkFindsAllFiles() {
    DataSource source = TestFiles.source(TestFiles.dataDirectory(), temporary);
    for (DatasetSpec spec :
        List.of(
            new Mnist(Binarization.NONE, 0, 0),
            new FashionMnist(Binarization.NONE, 0, 0),
            new BinarizedMnist())) {
      assertDoesNotThrow(() -> spec.check(source));
    }
  }

  @Test
  void mnistLabelsCanBeRead() {
    IdxFile labels =
        IdxFile.read(TestFiles.dataDirectory().resolve("mnist/t10k-labels-idx1-ubyte.gz"));
    int[] counts = new int[10];
    for (byte label : labels.values()) {
      counts[label]++;
    }
    assertArrayEquals(new int[] {980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009}, counts);
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

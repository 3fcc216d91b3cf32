package org.lowerbound.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableMap;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class DatasetTest {
  @Test
  void trainMeanIsInObservedUnits() {
    Observations train = new Observations.Bytes(new byte[] {0, (byte) 255, (byte) 204, 51}, 2, 2);
    Observations test = new Observations.Bytes(new byte[] {9, 9}, 1, 2);
    assertArrayEquals(
        new double[] {0.4, 0.6},
        data(ValueKind.GREY, FreshDraw.NOTHING, train, test).trainMean().toArray(),
        1e-15);
    assertArrayEquals(
        new double[] {0.4, 0.6},
        data(ValueKind.GREY, FreshDraw.BINARIZATION, train, test).trainMean().toArray(),
        1e-15);
  }

  @Test
  void trainMeanOfWhatIsDrawnIsItsExpectation() {
    Observations train = new Observations.Bytes(new byte[] {0, (byte) 255, (byte) 204, 51}, 2, 2);
    // The levels' means are 102 and 153, the noise's is 1/2.
    assertArrayEquals(
        new double[] {102.5 / 256, 153.5 / 256},
        data(ValueKind.GREY, FreshDraw.DEQUANTIZATION, train, train).trainMean().toArray(),
        1e-15);
  }

  @Test
  void onlyFromGreyLevelsIsSomethingDrawn() {
    Observations reals = new Observations.Floats(new float[] {0, 1}, 1, 2);
    assertEquals(
        "data set test: only from grey levels can something be drawn at each use, but the values"
            + " are real",
        assertThrows(
                IllegalArgumentException.class,
                () -> data(ValueKind.REAL, FreshDraw.DEQUANTIZATION, reals, reals))
            .getMessage());
  }

  @Test
  void trainMeanOfBinaryAndRealValues() {
    Observations bits = new Observations.Bytes(new byte[] {0, 1, 1, 1}, 2, 2);
    assertArrayEquals(
        new double[] {0.5, 1},
        data(ValueKind.BINARY, FreshDraw.NOTHING, bits, bits).trainMean().toArray());
    Observations reals = new Observations.Floats(new float[] {-1.5f, 2, 0.5f, 3}, 2, 2);
    assertArrayEquals(
        new double[] {-0.5, 2.5},
        data(ValueKind.REAL, FreshDraw.NOTHING, reals, reals).trainMean().toArray());
  }

  @Test
  void selectsRowsInTheOrderGiven() {
    Observations reals = new Observations.Floats(new float[] {0, 1, 2, 3, 4, 5}, 3, 2);
    Observations.Floats chosen = (Observations.Floats) reals.select(new int[] {2, 0, 2});
    assertArrayEquals(new float[] {4, 5, 0, 1, 4, 5}, chosen.values());
    assertEquals(3, chosen.count());
  }

  @Test
  void fingerprintDependsOnAllThatIsSeen() {
    Observations a = new Observations.Bytes(new byte[] {0, 1, 1, 0}, 2, 2);
    Observations b = new Observations.Bytes(new byte[] {0, 1, 1, 1}, 2, 2);
    Observations c = new Observations.Bytes(new byte[] {0, 1}, 1, 2);
    Set<String> fingerprints = new HashSet<>();
    fingerprints.add(data(ValueKind.GREY, FreshDraw.NOTHING, a, b).fingerprint());
    fingerprints.add(data(ValueKind.GREY, FreshDraw.BINARIZATION, a, b).fingerprint());
    fingerprints.add(data(ValueKind.GREY, FreshDraw.DEQUANTIZATION, a, b).fingerprint());
    fingerprints.add(data(ValueKind.BINARY, FreshDraw.NOTHING, a, b).fingerprint());
    fingerprints.add(data(ValueKind.BINARY, FreshDraw.NOTHING, b, a).fingerprint());
    fingerprints.add(data(ValueKind.BINARY, FreshDraw.NOTHING, a, c).fingerprint());
    assertEquals(6, fingerprints.size());
  }

  @Test
  void fingerprintDependsOnNothingElse() {
    Observations a = new Observations.Floats(new float[] {0, 1}, 1, 2);
    Observations b = new Observations.Floats(new float[] {2, 1}, 1, 2);
    ImmutableMap<Split, Observations> backwards =
        ImmutableMap.of(Split.TEST, b, Split.VALIDATION, a, Split.TRAIN, a);
    ImmutableMap<Split, Observations> forwards =
        ImmutableMap.of(Split.TRAIN, a, Split.VALIDATION, a, Split.TEST, b);
    assertEquals(fingerprint("x", forwards), fingerprint("y", backwards));
    assertNotEquals(
        fingerprint("x", forwards), data(ValueKind.REAL, FreshDraw.NOTHING, a, b).fingerprint());
  }

  private static String fingerprint(String name, ImmutableMap<Split, Observations> splits) {
    return Dataset.of(
            name,
            Shape.of(2),
            ValueKind.REAL,
            FreshDraw.NOTHING,
            splits,
            Optional.empty(),
            Optional.empty())
        .fingerprint();
  }

  private static Dataset data(
      ValueKind kind, FreshDraw drawn, Observations train, Observations test) {
    return Dataset.of(
        "test",
        Shape.of(2),
        kind,
        drawn,
        ImmutableMap.of(Split.TRAIN, train, Split.TEST, test),
        Optional.empty(),
        Optional.empty());
  }
}

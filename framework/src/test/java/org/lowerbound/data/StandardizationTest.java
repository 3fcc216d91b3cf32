package org.lowerbound.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class StandardizationTest {
  private static final double[][] RAW = {{1e9, -3}, {1e9 + 2, 1}, {1e9 + 4, 5}};

  private static Standardization ofRaw() {
    return Standardization.of(3, 2, (row, column) -> RAW[row][column], column -> "x" + column);
  }

  @Test
  void givesEachColumnMeanZeroAndMeanSquareOne() {
    Standardization given = ofRaw();
    // Squares of 2, 0 and 2, and of 4, 0 and 4, over three rows.
    assertEquals(1e9 + 2, given.mean().get(0), 0);
    assertEquals(Math.sqrt(8.0 / 3), given.scale().get(0), 1e-15);
    assertEquals(1, given.mean().get(1), 1e-15);
    assertEquals(Math.sqrt(32.0 / 3), given.scale().get(1), 1e-15);
    Observations.Floats y = given.apply(3, (row, column) -> RAW[row][column]);
    for (int column = 0; column < 2; column++) {
      double sum = 0;
      double squares = 0;
      for (int row = 0; row < 3; row++) {
        double value = y.value(ValueKind.REAL, row, column);
        sum += value;
        squares += value * value;
        // A float of about 1 has an error of 6e-8, which the scale stretches.
        assertEquals(RAW[row][column], given.raw(column, value), 1e-6);
      }
      assertEquals(0, sum, 1e-6);
      assertEquals(3, squares, 1e-6);
    }
  }

  @Test
  void logVolumeIsTheSumOfLogScales() {
    var given =
        new Standardization(ImmutableDoubleArray.of(0, 0, 0), ImmutableDoubleArray.of(2, 3, 0.25));
    assertEquals(Math.log(1.5), given.logVolume(), 1e-15);
  }

  @Test
  void refusesWhatHasNoScale() {
    assertEquals(
        "x1 is 7.0 in every training example: there is no scale that it could be standardised by;"
            + " leave it out, or \"standardize\": false works",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    Standardization.of(
                        3,
                        2,
                        (row, column) -> column * 7.0 + (1 - column) * row,
                        column -> "x" + column))
            .getMessage());
    assertEquals(
        "scale 1 of a standardisation must be positive and finite but is 0.0",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new Standardization(
                        ImmutableDoubleArray.of(0, 0), ImmutableDoubleArray.of(1, 0)))
            .getMessage());
  }

  private static Dataset dataset(ValueKind kind) {
    Observations values =
        kind == ValueKind.REAL
            ? new Observations.Floats(new float[] {0, 1, 1, 0}, 2, 2)
            : new Observations.Bytes(new byte[] {0, 1, 1, 0}, 2, 2);
    return Dataset.of(
        "test",
        Shape.of(2),
        kind,
        FreshDraw.NOTHING,
        ImmutableMap.of(Split.TRAIN, values, Split.TEST, values),
        Optional.empty(),
        Optional.empty());
  }

  private static Standardization standardization(double mean, double scale) {
    return new Standardization(ImmutableDoubleArray.of(0, mean), ImmutableDoubleArray.of(1, scale));
  }

  @Test
  void fingerprintCoversIt() {
    Set<String> fingerprints = new HashSet<>();
    Dataset plain = dataset(ValueKind.REAL);
    fingerprints.add(plain.fingerprint());
    fingerprints.add(plain.withStandardization(standardization(0, 1)).fingerprint());
    fingerprints.add(plain.withStandardization(standardization(0, 2)).fingerprint());
    fingerprints.add(plain.withStandardization(standardization(2, 1)).fingerprint());
    assertEquals(4, fingerprints.size());
    assertEquals(
        plain.withStandardization(standardization(2, 1)).fingerprint(),
        plain.withStandardization(standardization(2, 1)).fingerprint());
    Labels labels =
        new Labels(2, ImmutableMap.of(Split.TRAIN, new int[] {0, 1}, Split.TEST, new int[] {1, 1}));
    Dataset labeled = plain.withStandardization(standardization(2, 1)).withLabels(labels);
    assertEquals(Optional.of(standardization(2, 1)), labeled.standardization());
    assertNotEquals(plain.withLabels(labels).fingerprint(), labeled.fingerprint());
  }

  @Test
  void isOfRealValuesOfTheSameNumber() {
    assertEquals(
        "data set test: real values are standardised, but the values are binary (0 or 1)",
        assertThrows(
                IllegalArgumentException.class,
                () -> dataset(ValueKind.BINARY).withStandardization(standardization(0, 1)))
            .getMessage());
    assertEquals(
        "data set test: a standardisation of 1 values does not have the shape [2]",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    dataset(ValueKind.REAL)
                        .withStandardization(
                            new Standardization(
                                ImmutableDoubleArray.of(0), ImmutableDoubleArray.of(1))))
            .getMessage());
  }
}

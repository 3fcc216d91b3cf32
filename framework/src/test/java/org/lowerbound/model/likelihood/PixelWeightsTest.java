package org.lowerbound.model.likelihood;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.ObservedData;
import org.tensorflow.ndarray.Shape;

final class PixelWeightsTest {
  private static ObservedData image(ValueKind kind, double... mean) {
    return LikelihoodCase.observed(kind, Shape.of(1, 3, mean.length / 3), mean);
  }

  private static ObservedData bits(double... mean) {
    return image(ValueKind.BINARY, mean);
  }

  private static void assertWeights(
      PixelWeights weights, ObservedData observed, double... expected) {
    assertArrayEquals(expected, weights.of(observed).toArray(), 1e-12); // Of doubles near 1.
  }

  private static void assertRefused(PixelWeights weights, ObservedData observed, String message) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> weights.of(observed)).getMessage());
  }

  @Test
  void uniformWeightsAreAsGiven() {
    assertWeights(new PixelWeights.Uniform(0.5), bits(0.1, 0.2, 0.3), 0.5, 0.5, 0.5);
  }

  @Test
  void theCenterIsABumpOverRowsAndColumns() {
    ObservedData observed =
        LikelihoodCase.observed(ValueKind.GREY, Shape.of(2, 3, 2), new double[12]);
    double row = Math.exp(-0.5 * Math.pow(0.5 / (0.25 * 2), 2));
    double side = row * Math.exp(-0.5 * Math.pow(1 / (0.25 * 3), 2));
    double mean = (4 * side + 2 * row) / 6;
    double[] oneRow = {side, side, row, row, side, side}; // Two channels for each column.
    double[] expected = new double[12];
    for (int i = 0; i < 12; i++) {
      expected[i] = oneRow[i % 6] / mean;
    }
    assertWeights(new PixelWeights.Center(0.25), observed, expected);
    assertEquals(1, Arrays.stream(expected).average().orElseThrow(), 1e-12);
  }

  @Test
  void aVectorHasNoCenter() {
    assertRefused(
        new PixelWeights.Center(0.25),
        LikelihoodCase.observed(ValueKind.REAL, Shape.of(2), 0, 0),
        "weights around the centre are for images, [height, width, channels], but an observation"
            + " has the shape [2]; list the weights");
  }

  @Test
  void aListIsByPixelOrByValue() {
    PixelWeights three = new PixelWeights.Listed(ImmutableList.of(1.0, 0.0, 5.0));
    assertWeights(three, bits(0, 0, 0), 0.5, 0, 2.5);
    assertWeights(three, bits(0, 0, 0, 0, 0, 0), 0.5, 0.5, 0, 0, 2.5, 2.5);
    assertWeights(
        new PixelWeights.Listed(ImmutableList.of(1.0, 0.0, 5.0, 1.0, 2.0, 3.0)),
        bits(0, 0, 0, 0, 0, 0),
        0.5,
        0,
        2.5,
        0.5,
        1,
        1.5);
    assertRefused(
        new PixelWeights.Listed(ImmutableList.of(1.0, 2.0)),
        bits(0, 0, 0, 0, 0, 0),
        "observations of shape [1, 3, 2] take 3 or 6 weights, but the list has 2");
    assertRefused(
        new PixelWeights.Listed(ImmutableList.of(1.0, 2.0)),
        bits(0, 0, 0),
        "observations of shape [1, 3, 1] take 3 weights, but the list has 2");
  }

  @Test
  void varianceIsThatOfBits() {
    // 0.25, 0.16 and 0 have the mean 0.41 / 3.
    assertWeights(new PixelWeights.Variance(), bits(0.5, 0.8, 1), 0.75 / 0.41, 0.48 / 0.41, 0);
    assertRefused(
        new PixelWeights.Variance(),
        image(ValueKind.GREY, 0.5, 0.8, 1),
        "weights by variance are for binary values, whose mean gives their variance, but these are"
            + " grey (256 levels on [0, 1]); list the weights");
    assertRefused(
        new PixelWeights.Variance(),
        bits(0, 1, 0),
        "weights by variance: no value varies over the training split");
  }

  @Test
  void settingsAreChecked() {
    assertThrows(IllegalArgumentException.class, () -> new PixelWeights.Uniform(0));
    assertThrows(IllegalArgumentException.class, () -> new PixelWeights.Center(0.001));
    assertThrows(IllegalArgumentException.class, () -> new PixelWeights.Listed(ImmutableList.of()));
    assertThrows(
        IllegalArgumentException.class, () -> new PixelWeights.Listed(ImmutableList.of(0.0)));
    assertThrows(
        IllegalArgumentException.class, () -> new PixelWeights.Listed(ImmutableList.of(1.0, -1.0)));
  }
}

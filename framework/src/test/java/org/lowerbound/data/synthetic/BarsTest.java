package org.lowerbound.data.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Factors;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.data.source.DataSource;

class BarsTest {
  @Test
  void probabilitiesOfAllImagesAreThoseOfAllBars() {
    for (int size : new int[] {2, 3}) {
      double[] expected = new double[1 << (size * size)];
      for (int bars = 0; bars < 1 << (2 * size); bars++) {
        int image = 0;
        for (int pixel = 0; pixel < size * size; pixel++) {
          int on = ((bars >> (pixel / size)) | (bars >> (size + pixel % size))) & 1;
          image |= on << pixel;
        }
        int there = Integer.bitCount(bars);
        expected[image] += Math.pow(0.3, there) * Math.pow(0.7, 2 * size - there);
      }
      BarsProbability probability = new BarsProbability(size, 0.3);
      for (int image = 0; image < expected.length; image++) {
        double[] pixels = new double[size * size];
        for (int pixel = 0; pixel < pixels.length; pixel++) {
          pixels[pixel] = image >> pixel & 1;
        }
        assertEquals(expected[image], Math.exp(probability.logProb(pixels)), 1e-15);
      }
    }
  }

  @Test
  void imagesShowTheirFactors() {
    Dataset data = new Bars(5, 0.25, new DrawCounts(3000, 0, 10, 1)).load(none());
    Factors factors = data.factors().orElseThrow();
    assertEquals("row-1", factors.names().get(0));
    assertEquals("column-5", factors.names().get(9));
    Observations train = data.splits().get(Split.TRAIN);
    double on = 0;
    for (int row = 0; row < train.count(); row++) {
      int[] bars = factors.classes().get(Split.TRAIN)[row];
      for (int pixel = 0; pixel < 25; pixel++) {
        double value = train.value(ValueKind.BINARY, row, pixel);
        assertEquals(bars[pixel / 5] | bars[5 + pixel % 5], (int) value);
        on += pixel == 7 ? value : 0;
      }
      assertTrue(Double.isFinite(data.exactDensity().orElseThrow().logProb(row(train, row))));
    }
    // A pixel is 0 if neither of its bars is there.
    double p = 1 - 0.75 * 0.75;
    assertEquals(p, on / 3000, 4 * Math.sqrt(p * (1 - p) / 3000));
  }

  @Test
  void anImageOfNoBarsIsImpossible() {
    assertEquals(
        Double.NEGATIVE_INFINITY, new BarsProbability(2, 0.5).logProb(new double[] {1, 0, 0, 0}));
  }

  @Test
  void whatIsOutOfRangeIsNamed() {
    assertEquals(
        "probability must be in (0, 1) but is 1.0",
        assertThrows(
                IllegalArgumentException.class, () -> new Bars(8, 1, new DrawCounts(1, 0, 1, 0)))
            .getMessage());
  }

  private static double[] row(Observations observations, int row) {
    double[] x = new double[observations.dimension()];
    for (int i = 0; i < x.length; i++) {
      x[i] = observations.value(ValueKind.BINARY, row, i);
    }
    return x;
  }

  private static DataSource none() {
    return new DataSource(Optional.empty(), Path.of("unused"));
  }
}

package org.lowerbound.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowerbound.random.RandomStream;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.ndarray.Shape;

final class InitializersTest {
  private static final int IN = 300;
  private static final int OUT = 100;
  private static final Shape WEIGHTS = Shape.of(IN, OUT);

  private static RandomStream stream(String name) {
    return new RandomStream(5, "init/" + name);
  }

  /** Each initializer with its variance and, for uniform ones, its bound, from the paper. */
  static List<Arguments> published() {
    double infinite = Double.POSITIVE_INFINITY;
    return List.of(
        Arguments.of(new GlorotUniform(), 2.0 / (IN + OUT), Math.sqrt(6.0 / (IN + OUT))),
        Arguments.of(new GlorotNormal(), 2.0 / (IN + OUT), infinite),
        Arguments.of(new HeUniform(), 2.0 / IN, Math.sqrt(6.0 / IN)),
        Arguments.of(new HeNormal(), 2.0 / IN, infinite),
        Arguments.of(new Normal(0.3), 0.09, infinite));
  }

  @ParameterizedTest
  @MethodSource("published")
  void hasTheMomentsOfThePaper(Initializer initializer, double variance, double bound) {
    float[] values = initializer.values(stream("w"), WEIGHTS);
    assertEquals(IN * OUT, values.length);
    double[] squares = new double[values.length];
    double largest = 0;
    for (int i = 0; i < values.length; i++) {
      squares[i] = (double) values[i] * values[i];
      largest = Math.max(largest, Math.abs(values[i]));
    }
    MonteCarlo.of(values).assertExpectation(0, "mean");
    MonteCarlo.of(squares).assertExpectation(variance, "variance");
    if (Double.isFinite(bound)) {
      // 30,000 uniform draws come within 0.1% of the bound, and never above it.
      assertTrue(largest <= bound * (1 + 1e-6) && largest > 0.999 * bound, "largest " + largest);
    } else {
      assertTrue(largest > 3 * Math.sqrt(variance), "a normal has tails");
    }
  }

  @ParameterizedTest
  @MethodSource("published")
  void isAFunctionOfSeedAndName(Initializer initializer, double variance, double bound) {
    float[] values = initializer.values(stream("a"), WEIGHTS);
    assertArrayEquals(values, initializer.values(stream("a"), WEIGHTS));
    assertFalse(Arrays.equals(values, initializer.values(stream("b"), WEIGHTS)));
    assertFalse(Arrays.equals(values, initializer.values(new RandomStream(6, "init/a"), WEIGHTS)));
  }

  @Test
  void aKernelCountsThePlacesItLooksAt() {
    // The same draws, scaled: 3 · 5 · 4 inputs and 3 · 5 · 10 outputs.
    Shape kernel = Shape.of(3, 5, 4, 10);
    Shape dense = Shape.of(60, 10);
    for (Initializer initializer : List.of(new HeUniform(), new HeNormal())) {
      assertArrayEquals(
          initializer.values(stream("k"), dense), initializer.values(stream("k"), kernel));
    }
    double ratio = Math.sqrt((60.0 + 10) / (60 + 150));
    for (Initializer initializer : List.of(new GlorotUniform(), new GlorotNormal())) {
      float[] expected = initializer.values(stream("k"), dense);
      float[] actual = initializer.values(stream("k"), kernel);
      for (int i = 0; i < actual.length; i++) {
        assertEquals(ratio * expected[i], actual[i], 1e-7);
      }
    }
  }

  @Test
  void zerosAreZeros() {
    assertArrayEquals(new float[12], new Zeros().values(stream("z"), Shape.of(3, 4)));
  }

  @Test
  void fillGivesItsValuesInOrder() {
    Fill fill = new Fill(ImmutableDoubleArray.of(1, 2, 3));
    assertArrayEquals(new float[] {1, 2, 3}, fill.values(stream("f"), Shape.of(3)));
    assertArrayEquals(new float[] {0.5f, 0.5f}, Fill.of(0.5, 2).values(stream("f"), Shape.of(2)));
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> fill.values(stream("f"), Shape.of(4)));
    assertEquals("3 values do not fill [4]", error.getMessage());
  }

  @Test
  void scalingWithTheLayerNeedsALayer() {
    for (Initializer initializer :
        List.of(new GlorotUniform(), new GlorotNormal(), new HeUniform(), new HeNormal())) {
      IllegalArgumentException error =
          assertThrows(
              IllegalArgumentException.class, () -> initializer.values(stream("b"), Shape.of(7)));
      assertEquals(
          "an initializer that scales with the layer fits weights [in, out] and kernels [height,"
              + " width, in, out], not [7]",
          error.getMessage());
    }
  }

  @Test
  void stddevMustBePositive() {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> new Normal(0));
    assertEquals("stddev must be positive but is 0.0", error.getMessage());
  }
}

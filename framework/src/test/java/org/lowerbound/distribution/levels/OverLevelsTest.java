package org.lowerbound.distribution.levels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowerbound.distribution.OverLevels;
import org.lowerbound.distribution.discrete.Bernoulli;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** All masses at once are the masses one by one, and add up to 1. */
class OverLevelsTest {
  private static final int BATCH = 3;
  private static final int DIMENSION = 4;

  /** Makes a distribution of parameters {@code [1, B, D · each]}. */
  private interface Maker extends BiFunction<GraphHarness, Integer, OverLevels> {}

  private static Operand<TFloat32> parameter(GraphHarness harness, String name, long... shape) {
    Shape all = Shape.of(shape);
    return harness.input(all, Draws.normal(name, (int) all.size(), 0, 0.7f));
  }

  static Stream<Arguments> distributions() {
    Maker bernoulli =
        (h, l) -> new Bernoulli(parameter(h, "logits", 1, BATCH, DIMENSION), DIMENSION);
    Maker categorical =
        (h, l) ->
            new CategoricalLevels(
                parameter(h, "logits", 1, BATCH, (long) DIMENSION * l), l, DIMENSION);
    Maker logistic =
        (h, l) ->
            new DiscretizedLogistic(
                parameter(h, "loc", 1, BATCH, DIMENSION),
                parameter(h, "scale", 1, 1, 1),
                l,
                DIMENSION);
    Maker mixture =
        (h, l) ->
            new DiscretizedLogisticMixture(
                parameter(h, "weights", 1, BATCH, DIMENSION, 3),
                parameter(h, "loc", 1, BATCH, DIMENSION, 3),
                parameter(h, "scale", 1, BATCH, DIMENSION, 3),
                l,
                DIMENSION);
    Maker beta =
        (h, l) ->
            new BetaLevels(
                parameter(h, "alpha", 1, BATCH, DIMENSION),
                parameter(h, "beta", 1, BATCH, DIMENSION),
                1e-3,
                l,
                DIMENSION);
    return Stream.of(
        Arguments.of("bernoulli", 2, bernoulli),
        Arguments.of("categorical", 5, categorical),
        Arguments.of("discretized-logistic", 5, logistic),
        Arguments.of("discretized-logistic-mixture", 256, mixture),
        Arguments.of("beta", 19, beta));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("distributions")
  void massesAreThoseOfEachLevel(String name, int levels, Maker maker) {
    try (GraphHarness harness = new GraphHarness()) {
      OverLevels distribution = maker.apply(harness, levels);
      assertEquals(levels, distribution.levels());
      Operand<TFloat32> value = harness.input(Shape.of(1, 1, 1), 0);
      Ops tf = harness.tf();
      Operand<TFloat32> oneLevel =
          distribution.logProbPerComponent(
              tf, tf.math.add(value, tf.zeros(tf.array(1, BATCH, DIMENSION), TFloat32.class)));
      float[] all = harness.run(distribution.logMasses(tf)); // [L, 1, B, D]
      int each = BATCH * DIMENSION;
      assertEquals(levels * each, all.length);
      double[] sums = new double[each];
      for (int k = 0; k < levels; k++) {
        harness.set(value, (float) k / (levels - 1));
        float[] one = harness.run(oneLevel);
        for (int i = 0; i < each; i++) {
          assertEquals(one[i], all[k * each + i], 1e-5 * Math.max(1, Math.abs(one[i])), name);
          sums[i] += Math.exp(all[k * each + i]);
        }
      }
      for (double sum : sums) {
        assertEquals(1, sum, 1e-4); // Rounding of up to 256 masses in 32-bit floats.
      }
    }
  }
}

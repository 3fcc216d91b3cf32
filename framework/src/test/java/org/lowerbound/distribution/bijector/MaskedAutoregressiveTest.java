package org.lowerbound.distribution.bijector;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class MaskedAutoregressiveTest extends BijectorContract {
  @Override
  protected List<Integer> dimensions() {
    return List.of(1, 2, 5);
  }

  @Override
  protected List<Integer> parameterLengths(int dimension) {
    return List.of(dimension * dimension, dimension, dimension * dimension, dimension);
  }

  @Override
  protected Bijector create(Ops tf, List<Operand<TFloat32>> parameters, int dimension) {
    return new MaskedAutoregressive(
        LinearConditioner.autoregressive(tf, parameters, dimension), dimension);
  }

  /** A chain of five components, each widened by up to exp 1.5, loses a digit more than others. */
  @Override
  protected double roundTripTolerance() {
    return 2e-4;
  }

  @Test
  void aComponentOfTheImageIsOneOfThoseUpToItInTheArgument() {
    int dimension = 4;
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      List<Operand<TFloat32>> parameters =
          parameterLengths(dimension).stream()
              .<Operand<TFloat32>>map(
                  length ->
                      harness.input(Shape.of(length), Draws.normal("p" + length, length, 0.1, 0.7)))
              .toList();
      Bijector map = create(tf, parameters, dimension);
      Operand<TFloat32> x = harness.input(Shape.of(1, dimension), 0.3f, -0.4f, 0.9f, -1.1f);
      for (Operand<TFloat32> image :
          List.of(map.forward(tf, x).value(), map.inverse(tf, x).value())) {
        for (int i = 0; i < dimension; i++) {
          float[] slopes = harness.run(harness.gradient(LastAxis.slice(tf, image, i, i + 1), x));
          for (int j = 0; j < dimension; j++) {
            if (j > i) {
              assertTrue(slopes[j] == 0, i + " by " + j); // Or -0.
            } else {
              assertTrue(slopes[j] != 0, i + " by " + j);
            }
          }
        }
      }
    }
  }
}

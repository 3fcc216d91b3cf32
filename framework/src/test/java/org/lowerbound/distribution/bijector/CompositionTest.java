package org.lowerbound.distribution.bijector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class CompositionTest extends BijectorContract {
  @Override
  protected List<Integer> dimensions() {
    return List.of(1, 2, 5);
  }

  @Override
  protected List<Integer> parameterLengths(int dimension) {
    return List.of(dimension, dimension, 1, dimension, 1, 1);
  }

  @Override
  protected Bijector create(Ops tf, List<Operand<TFloat32>> parameters, int dimension) {
    return new Composition(
        ImmutableList.of(
            new Planar(parameters.get(0), parameters.get(1), parameters.get(2), dimension),
            Permutation.reversal(dimension),
            new Radial(parameters.get(3), parameters.get(4), parameters.get(5), dimension)));
  }

  @Test
  void theFirstLayerIsAppliedFirst() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      Operand<TFloat32> x = harness.input(Shape.of(1, 3), 10, 11, 12);
      Composition map =
          new Composition(
              ImmutableList.of(
                  new Permutation(ImmutableList.of(1, 2, 0)), // 11, 12, 10
                  new Permutation(ImmutableList.of(1, 0, 2)))); // 12, 11, 10
      assertArrayEquals(new float[] {12, 11, 10}, harness.run(map.forward(tf, x).value()));
    }
  }

  @Test
  void refusesNoLayersAndLayersOfSeveralDimensions() {
    assertEquals(
        "layers must not be empty",
        assertThrows(IllegalArgumentException.class, () -> new Composition(ImmutableList.of()))
            .getMessage());
    assertEquals(
        "layers must have one dimension, not [2, 3]",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new Composition(
                        ImmutableList.of(Permutation.reversal(2), Permutation.reversal(3))))
            .getMessage());
  }
}

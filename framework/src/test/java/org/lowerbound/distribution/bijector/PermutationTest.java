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

final class PermutationTest extends BijectorContract {
  @Override
  protected List<Integer> dimensions() {
    return List.of(1, 2, 5);
  }

  @Override
  protected List<Integer> parameterLengths(int dimension) {
    return List.of();
  }

  @Override
  protected Bijector create(Ops tf, List<Operand<TFloat32>> parameters, int dimension) {
    return dimension == 5
        ? new Permutation(ImmutableList.of(2, 0, 1, 4, 3)) // Not its own inverse.
        : Permutation.reversal(dimension);
  }

  @Test
  void takesComponentsInTheirOrder() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      Operand<TFloat32> x = harness.input(Shape.of(1, 3), 10, 11, 12);
      Permutation map = new Permutation(ImmutableList.of(1, 2, 0));
      assertArrayEquals(new float[] {11, 12, 10}, harness.run(map.forward(tf, x).value()));
      assertArrayEquals(new float[] {12, 10, 11}, harness.run(map.inverse(tf, x).value()));
      assertArrayEquals(
          new float[] {12, 11, 10}, harness.run(Permutation.reversal(3).forward(tf, x).value()));
    }
  }

  @Test
  void refusesWhatIsNoOrder() {
    for (List<Integer> order : List.of(List.of(0, 0, 1), List.of(1, 2, 3), List.of(-1, 0, 1))) {
      assertEquals(
          "order must hold each of 0 to 2 once, not " + order,
          assertThrows(
                  IllegalArgumentException.class,
                  () -> new Permutation(ImmutableList.copyOf(order)))
              .getMessage());
    }
  }
}

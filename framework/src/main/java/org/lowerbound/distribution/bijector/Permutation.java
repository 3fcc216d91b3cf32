package org.lowerbound.distribution.bijector;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Ints;
import java.util.HashSet;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A fixed order of the components: component i of the image is component order[i] of the argument.
 *
 * @param order each of 0 … D − 1 once
 */
public record Permutation(ImmutableList<Integer> order) implements Bijector {
  /** Checks the order. */
  public Permutation {
    LastAxis.checkDimension(order.size(), 1);
    int dimension = order.size();
    checkArgument(
        new HashSet<>(order).size() == dimension
            && order.stream().allMatch(i -> i >= 0 && i < dimension),
        "order must hold each of 0 to %s once, not %s",
        dimension - 1,
        order);
  }

  /** Returns the order from the last component to the first. */
  public static Permutation reversal(int dimension) {
    return new Permutation(
        IntStream.range(0, dimension)
            .mapToObj(i -> dimension - 1 - i)
            .collect(ImmutableList.toImmutableList()));
  }

  @Override
  public int dimension() {
    return order.size();
  }

  @Override
  public Image forward(Ops tf, Operand<TFloat32> x) {
    return gather(tf, x, Ints.toArray(order));
  }

  @Override
  public Image inverse(Ops tf, Operand<TFloat32> y) {
    int[] inverse = new int[order.size()];
    for (int i = 0; i < inverse.length; i++) {
      inverse[order.get(i)] = i;
    }
    return gather(tf, y, inverse);
  }

  @Override
  public Permutation detached(Ops tf) {
    return this;
  }

  private static Image gather(Ops tf, Operand<TFloat32> x, int... indices) {
    return new Image(
        LastAxis.gather(tf, x, tf.constant(indices)), LastAxis.noChangeOfVolume(tf, x));
  }
}

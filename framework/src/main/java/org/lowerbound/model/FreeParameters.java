package org.lowerbound.model;

import com.google.common.collect.ImmutableList;
import org.lowerbound.network.Head;
import org.lowerbound.network.Initializer;
import org.lowerbound.network.Network;
import org.lowerbound.network.ParameterStore;
import org.lowerbound.network.Pass;
import org.lowerbound.random.RandomStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;

/**
 * A network whose outputs are its parameters: the same for every input, learned without one.
 *
 * @param values the parameter of each head, {@code [size]}
 * @param heads the outputs
 */
public record FreeParameters(ImmutableList<Operand<TFloat32>> values, ImmutableList<Head> heads)
    implements Network {
  /**
   * Makes the parameters.
   *
   * @param offsets added to the first values that the heads ask for
   */
  public static FreeParameters create(
      ParameterStore parameters, String name, ImmutableList<Head> heads, Initializer offsets) {
    return new FreeParameters(
        heads.stream()
            .map(
                head ->
                    parameters.create(
                        name + "." + head.name(),
                        Shape.of(head.size()),
                        (stream, shape) -> first(stream, shape, head, offsets)))
            .collect(ImmutableList.toImmutableList()),
        heads);
  }

  private static float[] first(RandomStream stream, Shape shape, Head head, Initializer offsets) {
    float[] values = head.bias().values(stream, shape);
    // As the weights of a layer with one input, which is 1.
    float[] added = offsets.values(stream, Shape.of(1, head.size()));
    for (int i = 0; i < values.length; i++) {
      values[i] += added[i];
    }
    return values;
  }

  @Override
  public ImmutableList<Operand<TFloat32>> apply(Ops tf, Operand<TFloat32> input, Pass pass) {
    // A 0 for each entry of the batch, [..., 1], whatever the width of the input, which may be 0.
    Operand<TFloat32> none =
        tf.stopGradient(
            tf.zerosLike(tf.reduceSum(input, tf.constant(-1), ReduceSum.keepDims(true))));
    ImmutableList.Builder<Operand<TFloat32>> outputs = ImmutableList.builder();
    for (int i = 0; i < heads.size(); i++) {
      outputs.add(tf.math.add(none, pass.parameter(tf, values.get(i))));
    }
    return outputs.build();
  }
}

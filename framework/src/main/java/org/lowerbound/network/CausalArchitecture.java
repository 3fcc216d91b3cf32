package org.lowerbound.network;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Streams;
import java.util.Optional;
import org.lowerbound.graph.Shapes;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * The description of a network whose outputs for a value depend on the values before it alone. Rows
 * of an image are read from above, pixels from the left, and the channels of a pixel as {@link
 * ChannelOrder} says.
 */
public interface CausalArchitecture extends Architecture {
  /**
   * Makes the parameters of one copy.
   *
   * @param parameters where they are made
   * @param name the prefix of their names, unique in the graph
   * @param observed the shape of an observation before flattening, e.g. {@code [28, 28, 1]}
   * @param contextSize the length of a vector that all outputs depend on, 0 for none
   * @param order what the outputs for a channel see of their own pixel
   * @param heads the outputs, each of an observation's shape with some numbers for each value or
   *     each pixel as neighbours: {@code [H, W, n]}
   */
  CausalNetwork causal(
      ParameterStore parameters,
      String name,
      Shape observed,
      int contextSize,
      ChannelOrder order,
      ImmutableList<Head> heads);

  /**
   * {@inheritDoc}
   *
   * <p>It has no context, and channels come {@linkplain ChannelOrder#IN_TURN in turn}.
   */
  @Override
  default Network build(
      ParameterStore parameters, String name, Shape input, ImmutableList<Head> heads) {
    CausalNetwork network = causal(parameters, name, input, 0, ChannelOrder.IN_TURN, heads);
    return (tf, x, pass) -> {
      RowNetwork.checkLastAxis(name, (int) input.size(), x);
      ImmutableList<Operand<TFloat32>> outputs =
          network.apply(tf, Shapes.toRows(tf, x, (int) input.size()), Optional.empty(), pass);
      return Streams.zip(
              outputs.stream(),
              heads.stream(),
              (output, head) -> Shapes.withLeadingAxesOf(tf, x, output, head.size()))
          .collect(ImmutableList.toImmutableList());
    };
  }
}

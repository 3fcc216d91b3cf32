package org.lowerbound.network;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

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

  @Override
  default Network build(
      ParameterStore parameters, String name, Shape input, ImmutableList<Head> heads) {
    CausalNetwork network = causal(parameters, name, input, 0, ChannelOrder.IN_TURN, heads);
    return (tf, x, pass) -> network.apply(tf, x, Optional.empty(), pass);
  }
}

package org.lowerbound.network;

import com.google.common.collect.ImmutableList;
import org.tensorflow.ndarray.Shape;

/** The immutable description of a network; builds any number of independent copies. */
public interface Architecture {
  /**
   * Makes the parameters of one copy.
   *
   * @param parameters where they are made
   * @param name the prefix of their names, unique in the graph
   * @param input the shape of one input before flattening, e.g. {@code [28, 28, 1]}
   * @param heads the outputs, all on top of the same hidden layers
   */
  Network build(ParameterStore parameters, String name, Shape input, ImmutableList<Head> heads);

  /**
   * Returns whether the input of an encoder must have the shape of an image, so that what is joined
   * to it is joined as channels.
   */
  default boolean needsImages() {
    return false;
  }

  /** Returns whether every output is a linear function of the input, plus a constant. */
  default boolean isLinear() {
    return false;
  }
}

package org.lowerbound.network;

import com.google.common.collect.ImmutableList;
import org.tensorflow.ndarray.Shape;

/** The description of a causal network of images, whose layers all see a context in one way. */
public interface CausalImageArchitecture extends CausalArchitecture {
  /** Returns how a context is seen unless something else is asked for. */
  ContextPath context();

  /**
   * Makes the parameters of one copy, which sees a context in a way of its own.
   *
   * @param path how the context is seen
   * @see CausalArchitecture#causal
   */
  CausalNetwork causal(
      ParameterStore parameters,
      String name,
      Shape observed,
      int contextSize,
      ContextPath path,
      ChannelOrder order,
      ImmutableList<Head> heads);

  @Override
  default CausalNetwork causal(
      ParameterStore parameters,
      String name,
      Shape observed,
      int contextSize,
      ChannelOrder order,
      ImmutableList<Head> heads) {
    return causal(parameters, name, observed, contextSize, context(), order, heads);
  }
}

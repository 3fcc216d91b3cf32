package org.lowerbound.network;

import com.google.common.collect.ImmutableList;
import org.tensorflow.ndarray.Shape;

/**
 * The immutable description of a network that sees a noisy observation and a context, features of
 * how noisy it is, and has outputs of the observation's shape.
 */
public interface DenoisingArchitecture {
  /**
   * Makes the parameters of one copy.
   *
   * @param parameters where they are made
   * @param name the prefix of their names, unique in the graph
   * @param input the shape of an observation before flattening
   * @param contextSize the length of the context
   * @param heads the outputs
   */
  ContextNetwork denoising(
      ParameterStore parameters,
      String name,
      Shape input,
      int contextSize,
      ImmutableList<Head> heads);
}

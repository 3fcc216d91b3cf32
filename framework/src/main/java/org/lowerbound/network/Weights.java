package org.lowerbound.network;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The weights of a linear map, as a function of parameters. The last axis is that of its outputs.
 */
@FunctionalInterface
public interface Weights {
  /** Returns the weights as a pass sees them. */
  Operand<TFloat32> in(Ops tf, Pass pass);

  /** Returns weights that are a parameter themselves. */
  static Weights of(Operand<TFloat32> parameter) {
    return (tf, pass) -> pass.parameter(tf, parameter);
  }
}

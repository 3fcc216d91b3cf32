package org.lowerbound.network;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** How an autoregressive network's outputs become values. */
@FunctionalInterface
public interface Emission {
  /**
   * Returns a value for each output. It uses its arguments and constants, and no other operands:
   * the body of a loop is a graph of its own.
   *
   * @param outputs of the network, one for each draw: {@code [N]}
   * @param noise of the same shape
   */
  Operand<TFloat32> values(Ops tf, Operand<TFloat32> outputs, Operand<TFloat32> noise);
}

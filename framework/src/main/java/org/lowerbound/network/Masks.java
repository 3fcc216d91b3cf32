package org.lowerbound.network;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The masks of a masked network's weights, in a graph: 1 where a weight is in use, else 0. */
interface Masks {
  /** Returns the mask of the weights to a hidden layer, counted from 0: {@code [in, out]}. */
  Operand<TFloat32> toHidden(Ops tf, int layer);

  /**
   * Returns the mask of the weights to a head's outputs, {@code [in, count]}.
   *
   * @param count of the outputs, as many for each place of the order
   */
  Operand<TFloat32> toOutputs(Ops tf, int count);

  /** Returns the mask of weights from the inputs to the outputs, {@code [D, D]}. */
  Operand<TFloat32> direct(Ops tf);
}

package org.lowerbound.random;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The only source of randomness in a graph. Two calls give independent draws; a node gives the same
 * draw however often it is evaluated for one step.
 */
public interface NoiseSource {
  /** Returns independent draws from N(0, 1) of the given shape. */
  Operand<TFloat32> standardNormal(Ops tf, Operand<TInt32> shape);

  /** Returns independent draws, uniform on [0, 1), of the given shape. */
  Operand<TFloat32> uniform(Ops tf, Operand<TInt32> shape);
}

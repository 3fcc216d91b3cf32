package org.lowerbound.distribution.bijector;

import com.google.common.collect.ImmutableList;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A function of vectors whose outputs for component i depend on the components before i only, such
 * as a masked network (Germain et al. 2015).
 */
@FunctionalInterface
public interface AutoregressiveFunction {
  /**
   * Adds the function's nodes. What it knows of an example, such as an encoder's output {@code [B,
   * H]}, must broadcast against the argument.
   *
   * @param x {@code [..., B, D]}
   * @return as many outputs as the bijector says, each {@code [..., B, D]}
   */
  ImmutableList<Operand<TFloat32>> outputs(Ops tf, Operand<TFloat32> x);
}

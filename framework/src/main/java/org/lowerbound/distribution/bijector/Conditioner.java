package org.lowerbound.distribution.bijector;

import com.google.common.collect.ImmutableList;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Gives a coupling's parameters from the half of the components that it passes through. */
@FunctionalInterface
public interface Conditioner {
  /**
   * Adds the function's nodes, usually a network's. What it knows of an example, such as an
   * encoder's output {@code [B, H]}, must broadcast against the argument.
   *
   * @param passed {@code [..., B, d]} with d of {@link Halves#passed}
   * @return as many parameters as the coupling says, each {@code [..., B, n]}
   */
  ImmutableList<Operand<TFloat32>> parameters(Ops tf, Operand<TFloat32> passed);
}

package org.lowerbound.distribution.bijector;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** An invertible, differentiable map of vectors. */
public interface Bijector {
  /** Returns D, the number of components of a vector. */
  int dimension();

  /** Maps vectors {@code [..., B, D]}; the log-determinant is log |det dy/dx|. */
  Image forward(Ops tf, Operand<TFloat32> x);

  /** Maps vectors back; the log-determinant is that of the inverse map, log |det dx/dy|. */
  Image inverse(Ops tf, Operand<TFloat32> y);

  /**
   * Returns the same map with parameters that pass no gradient: a function of its argument, and of
   * nothing else.
   */
  Bijector detached(Ops tf);

  /**
   * What vectors are mapped to.
   *
   * @param value {@code [..., B, D]}
   * @param logDeterminant the logarithm of the factor by which volumes grow, {@code [..., B]}, nats
   */
  record Image(Operand<TFloat32> value, Operand<TFloat32> logDeterminant) {}
}

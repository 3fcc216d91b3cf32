package org.lowerbound.distribution;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A distribution with independent components whose mean and variance have closed forms. */
public interface WithVariance extends WithMean, Factorized {
  /** Returns the variance of each component, {@code [..., B, D]}. */
  Operand<TFloat32> variance(Ops tf);
}

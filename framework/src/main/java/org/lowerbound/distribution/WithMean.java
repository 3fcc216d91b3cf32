package org.lowerbound.distribution;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A distribution or a code whose mean has a closed form. */
public interface WithMean {
  /** Returns the mean, {@code [..., B, D]}. */
  Operand<TFloat32> mean(Ops tf);
}

package org.lowerbound.model;

import org.lowerbound.distribution.Sampleable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The approximate posterior q(z | x), also called the encoder. */
@FunctionalInterface
public interface Posterior {
  /** Returns q(z | x) for observations {@code [B, D]}. */
  Sampleable given(Ops tf, Operand<TFloat32> observations);
}

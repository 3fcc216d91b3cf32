package org.lowerbound.model;

import org.lowerbound.distribution.Distribution;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The likelihood p(x | z), also called the decoder. */
@FunctionalInterface
public interface Likelihood {
  /** Returns p(x | z) for latents {@code [K, B, latents]}: a batch {@code [K, B]} over x. */
  Distribution given(Ops tf, Operand<TFloat32> latents);
}

package org.lowerbound.model;

import org.lowerbound.distribution.Distribution;
import org.lowerbound.network.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A model that gives each code a distribution of observations. */
public interface Decoding extends Model {
  /** Returns the dimension of a code. */
  int latents();

  /** Returns p(x | z) for codes {@code [..., latents]}, as a batch {@code [...]}. */
  Distribution decode(Ops tf, Operand<TFloat32> latents, Pass pass);
}

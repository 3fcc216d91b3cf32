package org.lowerbound.model;

import org.lowerbound.distribution.Code;
import org.lowerbound.network.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A model that gives each observation a code. */
public interface Encoding extends Model {
  /** Returns the dimension of a code. */
  int latents();

  /**
   * Returns the codes of observations {@code [B, D]}: their draws, and their mean where they have
   * one ({@link org.lowerbound.distribution.WithMean}).
   */
  Code encode(Ops tf, Operand<TFloat32> observations, Pass pass);
}

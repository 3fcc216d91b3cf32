package org.lowerbound.model.posterior;

import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** How a positive scale comes from a network's output; bounded, so that no output makes a NaN. */
public enum ScaleLink {
  /** σ = exp(a) (Burda et al. 2016), kept in exp(±10). */
  EXP,
  /** σ = log(1 + exp(a)) (Tucker et al. 2019), kept above exp(−10); it grows only linearly. */
  SOFTPLUS;

  /** Returns log σ for outputs {@code a} of any shape. */
  public Operand<TFloat32> logScale(Ops tf, Operand<TFloat32> a) {
    return DiagonalNormal.bounded(
        tf,
        switch (this) {
          case EXP -> a;
          case SOFTPLUS -> logSoftplus(tf, a);
        });
  }

  /**
   * Returns log log(1 + exp(a)). Far below 0 it is a itself: there softplus would underflow, and
   * its logarithm would have no gradient to come back by.
   */
  private static Operand<TFloat32> logSoftplus(Ops tf, Operand<TFloat32> a) {
    Operand<TFloat32> threshold = tf.constant(-15f); // e⁻¹⁵ is below half a unit of rounding.
    Operand<TFloat32> guarded = tf.math.maximum(a, threshold);
    return tf.select(tf.math.less(a, threshold), a, tf.math.log(tf.math.softplus(guarded)));
  }
}

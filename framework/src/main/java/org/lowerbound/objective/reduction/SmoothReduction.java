package org.lowerbound.objective.reduction;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A reduction that can be differentiated twice. */
public interface SmoothReduction extends DrawReduction {
  /** Returns ∂²f / ∂(log w_k)² as constants: {@code [K, ...] -> [K, ...]}. */
  Operand<TFloat32> curvature(Ops tf, Operand<TFloat32> logWeights);
}

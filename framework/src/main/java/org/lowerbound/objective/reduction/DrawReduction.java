package org.lowerbound.objective.reduction;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A function f of the log-weights of an observation's K draws, in nats. */
public interface DrawReduction {
  /** Returns f(log w₁, …, log w_K): {@code [K, ...] -> [...]}. */
  Operand<TFloat32> value(Ops tf, Operand<TFloat32> logWeights);

  /** Returns ∂f / ∂log w_k as constants: {@code [K, ...] -> [K, ...]}. */
  Operand<TFloat32> slope(Ops tf, Operand<TFloat32> logWeights);
}

package org.lowerbound.distribution;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A closed form for a divergence between q and p.
 *
 * @param <Q> the class of q
 * @param <P> the class of p
 */
@FunctionalInterface
public interface KlFunction<Q extends Distribution, P extends Distribution> {
  /** Returns KL(q ‖ p) in nats: {@code [B]}, or {@code [B, D]} for one value per component. */
  Operand<TFloat32> kl(Ops tf, Q q, P p);
}

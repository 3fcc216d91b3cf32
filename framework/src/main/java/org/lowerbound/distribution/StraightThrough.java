package org.lowerbound.distribution;

import org.tensorflow.op.Ops;

/**
 * A distribution of discrete values that pass a gradient to its parameters which is not their own:
 * that of a differentiable stand-in (Bengio et al. 2013). An estimate with it is biased.
 *
 * <p>This is not {@link Reparameterized}, on purpose. The gradient estimators that need draws with
 * a derivative rest on the identity ∇E f(z) = E ∇f(z(ε)): sticking-the-landing drops a term by it,
 * the doubly reparameterised ones exchange a score for a path. It does not hold here; they would
 * give a number without meaning or a second bias on top of the first. What accepts these draws says
 * so by asking for this ability. Estimators at fixed draws, such as score functions, are right for
 * them as for any other distribution.
 */
public interface StraightThrough extends Sampleable {
  /**
   * Returns the same distribution with draws that pass no gradient: the law of the values, for
   * exact masses and divergences.
   */
  Sampleable discrete(Ops tf);
}

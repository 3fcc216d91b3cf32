package org.lowerbound.distribution;

import org.tensorflow.op.Ops;

/** A distribution whose draws are differentiable in its parameters (Kingma and Welling 2014). */
public interface Reparameterized extends Sampleable {
  /**
   * Returns the same distribution with parameters that pass no gradient: its log-density depends on
   * what it is evaluated at, and on nothing else.
   */
  Distribution detached(Ops tf);
}

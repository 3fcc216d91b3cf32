package org.lowerbound.objective.bound;

import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.objective.BoundObjective;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.ObjectiveScope;
import org.tensorflow.op.Ops;

/**
 * An objective that weighs the parts of the ELBO in its own way, or adds others. It reports the
 * ELBO, and needs draws with a derivative.
 */
public interface PenalizedElbo extends BoundObjective {
  /** Returns how the rate is computed. */
  KlEstimator kl();

  @Override
  default int draws() {
    return 1;
  }

  @Override
  default Loss build(Ops tf, BoundTerms terms, ObjectiveScope scope) {
    terms.checkReparameterized();
    return build(tf, terms, scope, ElboParts.of(tf, terms, kl()));
  }

  /** Returns the loss, given rate and distortion of the batch. */
  Loss build(Ops tf, BoundTerms terms, ObjectiveScope scope, ElboParts parts);
}

package org.lowerbound.objective.regularized;

import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.objective.bound.ElboParts;
import org.lowerbound.objective.bound.PenalizedElbo;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.op.Ops;

/**
 * The Wasserstein autoencoder with a maximum mean discrepancy (Tolstikhin et al. 2018, algorithm
 * 2): distortion + λ MMD(q(z), p(z)), without a rate. It is {@link InfoVae} at α = 1.
 *
 * @param lambda λ
 * @param kernel of the discrepancy
 * @param kl how the rate of the reported bound is computed
 */
public record WaeMmd(
    @Default("100.0") @Interval(min = 0) double lambda,
    @Default("\"imq\"") Kernel kernel,
    @Default("\"closed-form\"") KlEstimator kl)
    implements PenalizedElbo {
  /** Checks the arguments. */
  public WaeMmd {
    new InfoVae(1, lambda, kernel, kl);
  }

  @Override
  public Loss build(Ops tf, BoundTerms terms, ObjectiveScope scope, ElboParts parts) {
    return new InfoVae(1, lambda, kernel, kl).build(tf, terms, scope, parts);
  }
}

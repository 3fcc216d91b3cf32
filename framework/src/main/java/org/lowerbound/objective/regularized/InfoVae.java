package org.lowerbound.objective.regularized;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.ObjectiveChecks;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.objective.aggregate.AggregatePosterior;
import org.lowerbound.objective.aggregate.PriorDraws;
import org.lowerbound.objective.bound.ElboParts;
import org.lowerbound.objective.bound.PenalizedElbo;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * InfoVAE (Zhao et al. 2017): distortion + (1 − α) KL(q(z | x) ‖ p(z)) + (α + λ − 1) MMD(q(z),
 * p(z)), with the maximum mean discrepancy for the divergence of the aggregate posterior, MMD-VAE.
 *
 * @param alpha α; 1 leaves the mutual information of x and z free
 * @param lambda λ
 * @param kernel of the discrepancy
 * @param kl how the rate is computed
 */
public record InfoVae(
    @Default("0.0") @Interval(max = 1) double alpha,
    @Default("100.0") double lambda,
    @Default("\"rbf\"") Kernel kernel,
    @Default("\"closed-form\"") KlEstimator kl)
    implements PenalizedElbo {
  /** Checks the arguments. */
  public InfoVae {
    checkArgument(alpha <= 1, "alpha must be at most 1 but is %s", alpha);
    ObjectiveChecks.checkWeight(1 - alpha, "1 - alpha");
    ObjectiveChecks.checkWeight(alpha + lambda - 1, "alpha + lambda - 1");
  }

  @Override
  public Loss build(Ops tf, BoundTerms terms, ObjectiveScope scope, ElboParts parts) {
    scope.checkBatchSize(2);
    Operand<TFloat32> mmd =
        new MaximumMeanDiscrepancy(kernel, terms.posterior().dimension())
            .between(tf, AggregatePosterior.draws(tf, terms), PriorDraws.of(tf, terms, scope));
    Operand<TFloat32> penalty =
        tf.math.add(
            tf.math.mul(tf.constant((float) (1 - alpha)), parts.rate()),
            tf.math.mul(tf.constant((float) (alpha + lambda - 1)), mmd));
    return parts.loss(tf, tf.math.add(parts.distortion(), penalty), ImmutableMap.of("mmd", mmd));
  }
}

package org.lowerbound.objective.regularized;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.objective.aggregate.AggregatePosterior;
import org.lowerbound.objective.bound.ElboParts;
import org.lowerbound.objective.bound.PenalizedElbo;
import org.lowerbound.schedule.Schedule;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The rate in three parts with weights of their own (β-TCVAE: Chen et al. 2018, eq. 2 and 4): α
 * times the mutual information, log q(z | x) − log q(z); β times the total correlation, log q(z) −
 * Σ_d log q(z_d); γ times the dimension-wise KL, Σ_d log q(z_d) − log p(z). At α = β = γ the
 * estimates of log q(z) cancel, and what is left is the ELBO with a Monte Carlo KL, draw by draw.
 *
 * <p>The three parts are reported as estimated: with the {@code weighted} sampler their bias
 * depends on N and B, and is no gradient.
 *
 * @param alpha α
 * @param beta β
 * @param gamma γ
 * @param sampler how log q(z) is estimated from a batch
 * @param kl how the rate of the reported bound is computed
 */
public record BetaTcVae(
    @Default("1.0") @Interval(min = 0) Schedule alpha,
    @Default("6.0") @Interval(min = 0) Schedule beta,
    @Default("1.0") @Interval(min = 0) Schedule gamma,
    @Default("\"weighted\"") BatchSampler sampler,
    @Default("\"closed-form\"") KlEstimator kl)
    implements PenalizedElbo {
  /** Checks the arguments. */
  public BetaTcVae {
    Schedule.checkNotNegative(alpha, "alpha");
    Schedule.checkNotNegative(beta, "beta");
    Schedule.checkNotNegative(gamma, "gamma");
  }

  @Override
  public Loss build(Ops tf, BoundTerms terms, ObjectiveScope scope, ElboParts parts) {
    scope.checkBatchSize(2);
    terms.checkSeveralLatents();
    Operand<TFloat32> logPosterior = AggregatePosterior.first(tf, terms.logPosterior()); // [B]
    Operand<TFloat32> logPrior = AggregatePosterior.first(tf, terms.logPrior()); // [B]
    Operand<TFloat32> logAggregate =
        sampler.logAggregate(tf, AggregatePosterior.pairs(tf, terms), scope.examples()); // [B]
    Operand<TFloat32> logMarginals =
        GraphMath.sumEvent(
            tf,
            sampler.logAggregate(
                tf, AggregatePosterior.pairsPerLatent(tf, terms), scope.examples())); // [B]
    Operand<TFloat32> information = difference(tf, logPosterior, logAggregate);
    Operand<TFloat32> correlation = difference(tf, logAggregate, logMarginals);
    Operand<TFloat32> dimensionWise = difference(tf, logMarginals, logPrior);
    Operand<TFloat32> surrogate =
        tf.math.addN(
            List.of(
                parts.distortion(),
                tf.math.mul(scope.schedules().scalar("alpha", alpha), information),
                tf.math.mul(scope.schedules().scalar("beta", beta), correlation),
                tf.math.mul(scope.schedules().scalar("gamma", gamma), dimensionWise)));
    return parts.loss(
        tf,
        surrogate,
        ImmutableMap.of(
            "mutual-information", information,
            "total-correlation", correlation,
            "dimension-wise-kl", dimensionWise));
  }

  private static Operand<TFloat32> difference(Ops tf, Operand<TFloat32> a, Operand<TFloat32> b) {
    return GraphMath.meanOverBatch(tf, tf.math.sub(a, b));
  }
}

package org.lowerbound.objective.bound;

import com.google.common.collect.ImmutableList;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.objective.BoundObjective;
import org.lowerbound.objective.Descent;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.ObjectiveChecks;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.objective.gradient.EstimatedBound;
import org.lowerbound.objective.gradient.GradientEstimator;
import org.lowerbound.objective.gradient.LogWeights;
import org.lowerbound.objective.reduction.MeanLogWeight;
import org.lowerbound.schedule.Schedule;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The evidence lower bound, E_q[log p(x | z)] − β KL(q(z | x) ‖ p(z)): Kingma and Welling (2014),
 * eq. 3, with the weight of Higgins et al. (2017), eq. 4. KL annealing is a schedule for β (Bowman
 * et al. 2016; cyclical: Fu et al. 2019).
 *
 * @param beta the weight of the KL; the reported bound is at 1 always
 * @param samples L, the draws per observation
 * @param kl how the KL is computed
 * @param gradient how the gradient by φ is estimated
 */
public record Elbo(
    @Default("1.0") @Interval(min = 0) Schedule beta,
    @Default("1") @Interval(min = 1, max = 1_000_000) int samples,
    @Default("\"closed-form\"") KlEstimator kl,
    @Default("\"reparameterized\"") GradientEstimator gradient)
    implements BoundObjective {
  /** Checks the arguments. */
  public Elbo {
    Schedule.checkNotNegative(beta, "beta");
    ObjectiveChecks.checkDraws(samples, "samples");
  }

  @Override
  public int draws() {
    return samples;
  }

  @Override
  public Loss build(Ops tf, BoundTerms terms, ObjectiveScope scope) {
    ElboParts parts = ElboParts.of(tf, terms, kl);
    Operand<TFloat32> weight = scope.schedules().scalar("beta", beta);
    EstimatedBound estimated =
        switch (kl) {
          case CLOSED_FORM ->
              gradient
                  .estimate(
                      tf, new MeanLogWeight(), LogWeights.ofLikelihood(tf, terms, samples), scope)
                  .plus(tf, tf.math.mul(weight, parts.rate()));
          case MONTE_CARLO ->
              gradient.estimate(
                  tf, new MeanLogWeight(), LogWeights.weighted(tf, terms, samples, weight), scope);
        };
    return Loss.of(
        ImmutableList.of(Descent.ofModel(estimated.surrogates())),
        parts.bound(tf),
        parts.metrics());
  }
}

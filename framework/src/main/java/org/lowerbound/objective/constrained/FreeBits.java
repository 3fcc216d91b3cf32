package org.lowerbound.objective.constrained;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.ObjectiveChecks;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.objective.bound.ElboParts;
import org.lowerbound.objective.bound.PenalizedElbo;
import org.lowerbound.schedule.Schedule;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Free bits: −E_q[log p(x | z)] + Σ_j max(λ, KL_j), where KL_j is the rate of the j-th group of
 * latents, averaged over the batch: what a group spends below λ costs nothing (Kingma et al. 2016,
 * appendix C.8).
 *
 * @param nats λ, for each group
 * @param groupSize how many neighbouring latents make a group; 1 is one group for each unit
 * @param samples the draws per observation
 * @param kl how the rate is computed
 */
public record FreeBits(
    @Default("0.5") @Interval(min = 0) Schedule nats,
    @Default("1") @Interval(min = 1, max = Counts.MOST_UNITS) int groupSize,
    @Default("1") @Interval(min = 1, max = Counts.MOST_UNITS) int samples,
    @Default("\"closed-form\"") KlEstimator kl)
    implements PenalizedElbo {
  /** Checks the arguments. */
  public FreeBits {
    Schedule.checkNotNegative(nats, "nats");
    Counts.checkPositive("groupSize", groupSize, Counts.MOST_UNITS);
    ObjectiveChecks.checkDraws(samples, "samples");
  }

  @Override
  public int draws() {
    return samples;
  }

  @Override
  public Loss build(Ops tf, BoundTerms terms, ObjectiveScope scope, ElboParts parts) {
    checkArgument(
        terms.posterior().dimension() % groupSize == 0,
        "%s latents do not divide into groups of %s",
        terms.posterior().dimension(),
        groupSize);
    Operand<TFloat32> perUnit = GraphMath.meanOverBatch(tf, kl.klPerLatent(tf, terms)); // [latents]
    Operand<TFloat32> perGroup =
        tf.reduceSum(tf.reshape(perUnit, tf.constant(new int[] {-1, groupSize})), tf.constant(1));
    Operand<TFloat32> charged =
        tf.math.maximum(perGroup, scope.schedules().scalar("nats", nats)); // [groups]
    return parts.loss(tf, tf.math.add(parts.distortion(), tf.reduceSum(charged, tf.constant(0))));
  }
}

package org.lowerbound.objective.constrained;

import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.ObjectiveChecks;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.objective.bound.ElboParts;
import org.lowerbound.objective.bound.PenalizedElbo;
import org.lowerbound.schedule.Schedule;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A rate that is held at a capacity which grows during training: −E_q[log p(x | z)] + γ |KL(q(z |
 * x) ‖ p(z)) − C(t)| (Burgess et al. 2018, eq. 8). The rate is its mean over the batch.
 *
 * @param capacity C in nats, a schedule
 * @param gamma γ
 * @param samples the draws per observation
 * @param kl how the rate is computed
 */
public record Capacity(
    @Interval(min = 0) Schedule capacity,
    @Default("1000.0") @Interval(min = 0) double gamma,
    @Default("1") @Interval(min = 1, max = 1_000_000) int samples,
    @Default("\"closed-form\"") KlEstimator kl)
    implements PenalizedElbo {
  /** Checks the arguments. */
  public Capacity {
    Schedule.checkNotNegative(capacity, "capacity");
    ObjectiveChecks.checkWeight(gamma, "gamma");
    ObjectiveChecks.checkDraws(samples, "samples");
  }

  @Override
  public int draws() {
    return samples;
  }

  @Override
  public Loss build(Ops tf, BoundTerms terms, ObjectiveScope scope, ElboParts parts) {
    Operand<TFloat32> excess =
        tf.math.sub(parts.rate(), scope.schedules().scalar("capacity", capacity));
    Operand<TFloat32> penalty = tf.math.mul(tf.constant((float) gamma), tf.math.abs(excess));
    return parts.loss(tf, tf.math.add(parts.distortion(), penalty));
  }
}

package org.lowerbound.objective.constrained;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import org.lowerbound.graph.RunningMean;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.ObjectiveChecks;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.objective.bound.ElboParts;
import org.lowerbound.objective.bound.PenalizedElbo;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The rate under a constraint on the distortion, with a learned multiplier: min KL(q(z | x) ‖ p(z))
 * + λ (D − κ), where D = −E_q[log p(x | z)] (GECO: Rezende and Viola 2018, algorithm 1). Any
 * likelihood serves as their reconstruction constraint.
 *
 * <p>After each step λ ← λ exp(ν c), kept in [0.01, 100], where c is the running mean of (D − κ) /
 * κ₀, which starts at that of the first batch, and κ₀ = max(|κ|, 1): a constraint that is missed by
 * a share of itself counts the same on every scale. λ and c are reported as {@code lambda} and
 * {@code constraint}; the step itself uses the λ before the update and, for the sake of its
 * gradient, the batch's own D.
 *
 * @param distortion κ in nats per example: reach this distortion with the least rate
 * @param speed ν, by which λ answers to the constraint
 * @param decay the part of the running mean that a step keeps (α in the paper)
 * @param samples the draws per observation
 * @param kl how the rate is computed
 */
public record Geco(
    double distortion,
    @Default("0.1") @Interval(above = 0, max = 10) double speed,
    @Default("0.99") @Interval(min = 0, below = 1) double decay,
    @Default("1") @Interval(min = 1, max = 1_000_000) int samples,
    @Default("\"closed-form\"") KlEstimator kl)
    implements PenalizedElbo {
  /**
   * The loss is in nats, where λ = 1 is the ELBO. A λ that may grow without limit before the
   * constraint is first met takes thousands of steps to come back.
   */
  private static final float SMALLEST_LAMBDA = 0.01f;

  private static final float LARGEST_LAMBDA = 100f;

  /** Checks the arguments. */
  public Geco {
    checkArgument(
        Math.abs(distortion) <= Float.MAX_VALUE, "distortion must be finite but is %s", distortion);
    checkArgument(speed > 0 && speed <= 10, "speed must lie in (0, 10] but is %s", speed);
    checkArgument(decay >= 0 && (float) decay < 1, "decay must be in [0, 1) but is %s", decay);
    ObjectiveChecks.checkDraws(samples, "samples");
  }

  @Override
  public int draws() {
    return samples;
  }

  @Override
  public Loss build(Ops tf, BoundTerms terms, ObjectiveScope scope, ElboParts parts) {
    Operand<TFloat32> lambda = scope.parameters().states().create("lambda", Shape.scalar(), 1f);
    float scale = (float) Math.max(Math.abs(distortion), 1);
    Operand<TFloat32> excess =
        tf.math.sub(parts.distortion(), tf.constant((float) distortion)); // D − κ
    Operand<TFloat32> relative = tf.math.div(tf.stopGradient(excess), tf.constant(scale));
    Operand<TFloat32> constraint =
        RunningMean.of(tf, scope.parameters().states(), "constraint", decay, relative).after();
    Operand<TFloat32> moved =
        tf.math.mul(lambda, tf.math.exp(tf.math.mul(tf.constant((float) speed), constraint)));
    scope
        .parameters()
        .states()
        .update(
            "lambda",
            tf.clipByValue(moved, tf.constant(SMALLEST_LAMBDA), tf.constant(LARGEST_LAMBDA)));
    Operand<TFloat32> surrogate = tf.math.add(parts.rate(), tf.math.mul(lambda, excess));
    return parts.loss(tf, surrogate, ImmutableMap.of("lambda", lambda, "constraint", constraint));
  }
}

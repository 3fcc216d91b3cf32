package org.lowerbound.optimizer;

import org.lowerbound.graph.ScheduledInputs;
import org.lowerbound.schedule.LearningRate;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Adam exactly as in Kingma and Ba (2015), algorithm 1: θ ← θ − α m̂ / (√v̂ + ε) with both moments
 * corrected for their start at 0.
 *
 * <p>TensorFlow's kernel adds its ε to the uncorrected √v. It is fed ε·√(1 − β₂ᵗ) at step t, which
 * makes the two the same. Burda et al. (2016) use ε = 10⁻⁴, where the difference counts.
 *
 * @param learningRate α
 * @param beta1 the decay of the first moment
 * @param beta2 the decay of the second moment
 * @param epsilon ε
 */
public record Adam(
    @Default("0.001") @Interval(min = 0) LearningRate learningRate,
    @Default("0.9") @Interval(min = 0, below = 1) double beta1,
    @Default("0.999") @Interval(min = 0, below = 1) double beta2,
    @Default("1e-8") @Interval(above = 0) double epsilon)
    implements Optimizer {
  /** Checks the arguments. */
  public Adam {
    OptimizerChecks.checkMoments(learningRate, beta1, beta2, epsilon);
  }

  @Override
  public Rule build(Ops tf, ScheduledInputs inputs) {
    Operand<TFloat32> rate = inputs.scalar("learningRate", learningRate);
    Operand<TFloat32> beta1Power =
        inputs.scalar("adam.beta1Power", time -> Math.pow(beta1, time.update()));
    Operand<TFloat32> beta2Power =
        inputs.scalar("adam.beta2Power", time -> Math.pow(beta2, time.update()));
    Operand<TFloat32> epsilonHat =
        inputs.scalar(
            "adam.epsilonHat", time -> epsilon * Math.sqrt(1 - Math.pow(beta2, time.update())));
    Operand<TFloat32> b1 = tf.constant((float) beta1);
    Operand<TFloat32> b2 = tf.constant((float) beta2);
    return (ops, name, variable, gradient, slots) ->
        ops.train.applyAdam(
            variable,
            slots.slot(name + ".adam.m", variable.shape(), 0f),
            slots.slot(name + ".adam.v", variable.shape(), 0f),
            beta1Power,
            beta2Power,
            rate,
            b1,
            b2,
            epsilonHat,
            gradient);
  }
}

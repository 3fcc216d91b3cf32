package org.lowerbound.optimizer;

import org.lowerbound.graph.ScheduledInputs;
import org.lowerbound.schedule.LearningRate;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Adamax, Adam with the infinity norm (Kingma and Ba 2015, algorithm 2): θ ← θ − α/(1 − β₁ᵗ) m / (u
 * + ε).
 *
 * @param learningRate α
 * @param beta1 the decay of the first moment
 * @param beta2 the decay of the infinity norm
 * @param epsilon ε, which keeps the division finite
 */
public record Adamax(
    @Default("0.002") @Interval(min = 0) LearningRate learningRate,
    @Default("0.9") @Interval(min = 0, below = 1) double beta1,
    @Default("0.999") @Interval(min = 0, below = 1) double beta2,
    @Default("1e-8") @Interval(above = 0) double epsilon)
    implements Optimizer {
  /** Checks the arguments. */
  public Adamax {
    OptimizerChecks.checkMoments(learningRate, beta1, beta2, epsilon);
  }

  @Override
  public Rule build(Ops tf, ScheduledInputs inputs) {
    Operand<TFloat32> rate = inputs.scalar("learningRate", learningRate);
    Operand<TFloat32> beta1Power =
        inputs.scalar("adamax.beta1Power", time -> Math.pow(beta1, time.update()));
    Operand<TFloat32> b1 = tf.constant((float) beta1);
    Operand<TFloat32> b2 = tf.constant((float) beta2);
    Operand<TFloat32> eps = tf.constant((float) epsilon);
    return (ops, name, variable, gradient, slots) ->
        ops.train.applyAdaMax(
            variable,
            slots.slot(name + ".adamax.m", variable.shape(), 0f),
            slots.slot(name + ".adamax.u", variable.shape(), 0f),
            beta1Power,
            rate,
            b1,
            b2,
            eps,
            gradient);
  }
}

package org.lowerbound.optimizer;

import org.lowerbound.graph.ScheduledInputs;
import org.lowerbound.schedule.LearningRate;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * RMSProp (Tieleman and Hinton 2012, lecture 6.5): s ← ρ s + (1 − ρ) g², v ← μ v + α g / √(s + ε),
 * θ ← θ − v. The mean square starts at 0.
 *
 * @param learningRate α
 * @param decay ρ
 * @param momentum μ
 * @param epsilon ε, inside the root as in TensorFlow's kernel
 */
public record RmsProp(
    @Default("0.001") @Interval(min = 0) LearningRate learningRate,
    @Default("0.9") @Interval(min = 0, below = 1) double decay,
    @Default("0.0") @Interval(min = 0, below = 1) double momentum,
    @Default("1e-7") @Interval(above = 0) double epsilon)
    implements Optimizer {
  /** Checks the arguments. */
  public RmsProp {
    OptimizerChecks.checkRate(learningRate);
    OptimizerChecks.checkDecay(decay, "decay");
    OptimizerChecks.checkDecay(momentum, "momentum");
    OptimizerChecks.checkPositive(epsilon, "epsilon");
  }

  @Override
  public Rule build(Ops tf, ScheduledInputs inputs) {
    Operand<TFloat32> rate = inputs.scalar("learningRate", learningRate);
    Operand<TFloat32> rho = tf.constant((float) decay);
    Operand<TFloat32> mu = tf.constant((float) momentum);
    Operand<TFloat32> eps = tf.constant((float) epsilon);
    return (ops, name, variable, gradient, slots) ->
        ops.train.applyRmsProp(
            variable,
            slots.slot(name + ".rmsprop.meanSquare", variable.shape(), 0f),
            slots.slot(name + ".rmsprop.velocity", variable.shape(), 0f),
            rate,
            rho,
            mu,
            eps,
            gradient);
  }
}

package org.lowerbound.optimizer;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.graph.ScheduledInputs;
import org.lowerbound.schedule.LearningRate;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.ApplyMomentum;
import org.tensorflow.types.TFloat32;

/**
 * Stochastic gradient descent with momentum: v ← μ v + g, θ ← θ − α v; with Nesterov's variant, θ ←
 * θ − α (g + μ v) (Sutskever et al. 2013).
 *
 * @param learningRate α
 * @param momentum μ; 0 is plain descent
 * @param nesterov whether to take Nesterov's variant
 */
public record Sgd(
    @Default("0.01") @Interval(min = 0) LearningRate learningRate,
    @Default("0.0") @Interval(min = 0, below = 1) double momentum,
    @Default("false") boolean nesterov)
    implements Optimizer {
  /** Checks the arguments. */
  public Sgd {
    OptimizerChecks.checkRate(learningRate);
    OptimizerChecks.checkDecay(momentum, "momentum");
    checkArgument(!nesterov || momentum > 0, "nesterov needs a momentum above 0");
  }

  @Override
  public Rule build(Ops tf, ScheduledInputs inputs) {
    Operand<TFloat32> rate = inputs.scalar("learningRate", learningRate);
    if (momentum == 0) {
      return (ops, name, variable, gradient, slots) ->
          ops.train.applyGradientDescent(variable, rate, gradient);
    }
    Operand<TFloat32> mu = tf.constant((float) momentum);
    return (ops, name, variable, gradient, slots) ->
        ops.train.applyMomentum(
            variable,
            slots.slot(name + ".momentum", variable.shape(), 0f),
            rate,
            gradient,
            mu,
            ApplyMomentum.useNesterov(nesterov));
  }
}

package org.lowerbound.model.diffusion;

import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A prediction of x_{t−1} given x_t, both drawn along the chain: as (x_{t−1} − x_t) / √β_t, which
 * is of order 1 at every step. The least squared error has E[x_{t−1} | x_t], which is c x_0 + c′
 * x_t at E[x_0 | x_t], with the weights of the chain.
 */
record PreviousState() implements Target {
  @Override
  public NoisyDraw draw(
      Ops tf,
      DiffusionChain chain,
      Operand<TFloat32> start,
      Operand<TInt32> step,
      NoiseSource noise) {
    StepTable table = new StepTable(chain.steps(), step);
    Operand<TFloat32> before =
        Target.mixed(
            tf,
            table.of(tf, t -> Math.sqrt(chain.signal(t - 1))),
            start,
            table.of(tf, t -> Math.sqrt(chain.noise(t - 1))),
            noise.standardNormal(tf, tf.shape(start)));
    Operand<TFloat32> state =
        Target.mixed(
            tf,
            table.of(tf, t -> Math.sqrt(chain.alpha(t))),
            before,
            table.of(tf, t -> Math.sqrt(chain.beta(t))),
            noise.standardNormal(tf, tf.shape(start)));
    return new NoisyDraw(
        state,
        tf.math.mul(table.of(tf, t -> 1 / Math.sqrt(chain.beta(t))), tf.math.sub(before, state)));
  }

  @Override
  public Operand<TFloat32> start(
      Ops tf,
      DiffusionChain chain,
      Operand<TFloat32> state,
      Operand<TInt32> step,
      Operand<TFloat32> output) {
    StepTable table = new StepTable(chain.steps(), step);
    return Target.mixed(
        tf,
        table.of(tf, t -> (1 - chain.stateWeight(t)) / chain.startWeight(t)),
        state,
        table.of(tf, t -> Math.sqrt(chain.beta(t)) / chain.startWeight(t)),
        output);
  }
}

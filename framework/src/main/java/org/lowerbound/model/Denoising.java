package org.lowerbound.model;

import java.util.Optional;
import org.lowerbound.network.Pass;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A model that is drawn from by a chain of steps back, x_T, …, x_0, from noise to an observation. A
 * network, which is told t, predicts at each step what takes noise away.
 */
public interface Denoising extends Generating {
  /** Returns T, the number of steps. */
  int steps();

  /**
   * Returns the squared error of the network's prediction, its mean over the values of an
   * observation: {@code [B]}. It has no unit.
   *
   * @param observations x_0, {@code [B, D]}
   * @param step t, 1 … T, {@code [B]}
   * @param noise what x_t is drawn from
   */
  Operand<TFloat32> squaredError(
      Ops tf, Operand<TFloat32> observations, Operand<TInt32> step, NoiseSource noise, Pass pass);

  /**
   * Returns draws of x_0, {@code [count, D]}.
   *
   * @param chain the way back
   * @throws IllegalArgumentException if the model has no such way; the message says what would work
   */
  Operand<TFloat32> sample(Ops tf, ReverseChain chain, NoiseSource noise, int count, Pass pass);

  /** Returns x_0 as the chain has it, {@code [B, D]}, of observations {@code [B, D]}. */
  Operand<TFloat32> toChain(Ops tf, Operand<TFloat32> observations);

  /**
   * Returns the states of a way back over {@code count} draws.
   *
   * @param chain the way back; the one that {@link #sample} takes if it is not said
   * @throws IllegalArgumentException if the model has no such way; the message says what would work
   */
  ReverseStates states(
      Ops tf, Optional<ReverseChain> chain, NoiseSource noise, int count, Pass pass);
}

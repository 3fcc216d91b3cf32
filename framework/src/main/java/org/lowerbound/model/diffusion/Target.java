package org.lowerbound.model.diffusion;

import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** What a network learns to say of x_t, and what follows of x_0. */
interface Target {
  /**
   * A noisy observation, and what the network should say of it, {@code [rows, D]} both.
   *
   * @param state x_t
   * @param target of the network
   */
  record NoisyDraw(Operand<TFloat32> state, Operand<TFloat32> target) {}

  /**
   * Draws x_t given x_0.
   *
   * @param start x_0, {@code [rows, D]}
   * @param step t, {@code [rows]}
   */
  NoisyDraw draw(
      Ops tf,
      DiffusionChain chain,
      Operand<TFloat32> start,
      Operand<TInt32> step,
      NoiseSource noise);

  /**
   * Returns x_0 as the network has it, {@code [rows, D]}.
   *
   * @param state x_t
   * @param output of the network
   */
  Operand<TFloat32> start(
      Ops tf,
      DiffusionChain chain,
      Operand<TFloat32> state,
      Operand<TInt32> step,
      Operand<TFloat32> output);

  /** Returns a y + b z. */
  static Operand<TFloat32> mixed(
      Ops tf, Operand<TFloat32> a, Operand<TFloat32> y, Operand<TFloat32> b, Operand<TFloat32> z) {
    return tf.math.add(tf.math.mul(a, y), tf.math.mul(b, z));
  }
}

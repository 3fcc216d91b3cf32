package org.lowerbound.model;

import org.lowerbound.network.Pass;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A diffusion: x_1, …, x_T are latents whose q(x_t | x_{t−1}) is fixed, so that log p(x_0) has the
 * lower bound −KL(q(x_T | x_0) ‖ p(x_T)) − Σ_{t>1} KL(q(x_{t−1} | x_t, x_0) ‖ p(x_{t−1} | x_t)) +
 * log p(x_0 | x_1), in expectation over q (Ho et al. 2020, equation 5). Its T terms cost a run of
 * the network each; a step of training has one of them for each example.
 */
public interface DiffusionBound extends Denoising {
  /** Returns whether the network says how large the variance of a step back is. */
  boolean learnsVariance();

  /** Returns KL(q(x_T | x_0) ‖ p(x_T)) of observations {@code [B, D]}: {@code [B]}, nats. */
  Operand<TFloat32> priorKl(Ops tf, Operand<TFloat32> observations);

  /**
   * Draws x_t and evaluates the term of the bound that belongs to the step.
   *
   * @param observations x_0, {@code [B, D]}
   * @param step t, 1 … T, {@code [B]}
   * @param noise what x_t is drawn from
   */
  Term term(
      Ops tf, Operand<TFloat32> observations, Operand<TInt32> step, NoiseSource noise, Pass pass);

  /**
   * One of the T terms for each example, all {@code [B]}.
   *
   * @param squaredError of the same draw, see {@link Denoising#squaredError}
   * @param nats KL(q(x_{t−1} | x_t, x_0) ‖ p(x_{t−1} | x_t)), and −log p(x_0 | x_1) where t is 1
   * @param natsOfVariance the same, with a gradient through the variance of the step alone
   */
  record Term(
      Operand<TFloat32> squaredError, Operand<TFloat32> nats, Operand<TFloat32> natsOfVariance) {}
}

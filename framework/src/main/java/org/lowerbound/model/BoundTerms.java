package org.lowerbound.model;

import java.util.Optional;
import org.lowerbound.distribution.Distribution;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The log-densities that every bound is made of, in nats.
 *
 * @param latents z, {@code [K, B, latents]}
 * @param posterior q(z | x), for objectives that score other latents
 * @param prior p(z)
 * @param logLikelihood log p(x | z), {@code [K, B]}
 * @param logPrior log p(z), {@code [K, B]}
 * @param logPosterior log q(z | x), {@code [K, B]}
 * @param closedFormKl KL(q(z | x) ‖ p(z)), {@code [B]}, where it has a closed form
 */
public record BoundTerms(
    Operand<TFloat32> latents,
    Distribution posterior,
    Distribution prior,
    Operand<TFloat32> logLikelihood,
    Operand<TFloat32> logPrior,
    Operand<TFloat32> logPosterior,
    Optional<Operand<TFloat32>> closedFormKl) {
  /** Returns log w = log p(x, z) − log q(z | x), {@code [K, B]}. */
  public Operand<TFloat32> logWeight(Ops tf) {
    return tf.math.sub(tf.math.add(logLikelihood, logPrior), logPosterior);
  }

  /** Returns log q(z | x) − log p(z), whose mean over draws estimates the KL, {@code [K, B]}. */
  public Operand<TFloat32> logRatio(Ops tf) {
    return tf.math.sub(logPosterior, logPrior);
  }
}

package org.lowerbound.model;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.KlRegistry;
import org.lowerbound.distribution.Reparameterized;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.spec.TypeNames;
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
 * @param closedForms the divergences with a closed form
 */
public record BoundTerms(
    Operand<TFloat32> latents,
    Sampleable posterior,
    Distribution prior,
    Operand<TFloat32> logLikelihood,
    Operand<TFloat32> logPrior,
    Operand<TFloat32> logPosterior,
    KlRegistry closedForms) {
  /** Returns log w = log p(x, z) − log q(z | x), {@code [K, B]}. */
  public Operand<TFloat32> logWeight(Ops tf) {
    return tf.math.sub(tf.math.add(logLikelihood, logPrior), logPosterior);
  }

  /** Returns log q(z | x) − log p(z), whose mean over draws estimates the KL, {@code [K, B]}. */
  public Operand<TFloat32> logRatio(Ops tf) {
    return tf.math.sub(logPosterior, logPrior);
  }

  /** Returns KL(q(z | x) ‖ p(z)), {@code [B]}, where it has a closed form. */
  public Optional<Operand<TFloat32>> closedFormKl(Ops tf) {
    return closedForms.kl(tf, posterior, prior);
  }

  /** Returns the KL of each latent, {@code [B, latents]}, where it has a closed form. */
  public Optional<Operand<TFloat32>> closedFormKlPerLatent(Ops tf) {
    return closedForms.klPerComponent(tf, posterior, prior);
  }

  /** Returns whether the latents are a differentiable function of the encoder's parameters. */
  public boolean reparameterized() {
    return posterior instanceof Reparameterized;
  }

  /**
   * Checks that the latents are a differentiable function of the encoder's parameters.
   *
   * @throws IllegalArgumentException if not
   */
  public void checkReparameterized() {
    checkArgument(
        reparameterized(),
        "this objective needs draws with a derivative, but those from the posterior %s have none;"
            + " \"elbo\" and the multi-sample bounds work, with the gradient \"score-function\" or"
            + " \"vimco\"",
        TypeNames.of(posterior));
  }

  /** Checks that there are latents that may depend on each other. */
  public void checkSeveralLatents() {
    checkArgument(
        posterior.dimension() > 1,
        "this objective weighs the total correlation of the latents and needs at least 2, but there"
            + " is 1, whose total correlation is 0; \"elbo\" works");
  }

  /** Returns whether log p(z) is a function of the encoder's parameters, too. */
  public boolean priorSharesEncoder() {
    return prior instanceof SharesEncoder;
  }

  /**
   * Returns log q(z | x) as a function of z alone: the encoder's parameters have a gradient through
   * the path of the draws only, {@code [K, B]}.
   *
   * @throws IllegalArgumentException if the posterior is not reparameterised
   */
  public Operand<TFloat32> pathLogPosterior(Ops tf) {
    checkReparameterized();
    return ((Reparameterized) posterior).detached(tf).logProb(tf, latents);
  }

  /**
   * Returns log q(z | x) of latents that are held fixed: its gradient is the score function, {@code
   * [K, B]}.
   */
  public Operand<TFloat32> scoreLogPosterior(Ops tf) {
    return posterior.logProb(tf, tf.stopGradient(latents));
  }
}

package org.lowerbound.objective.bound;

import org.lowerbound.distribution.Factorized;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.BoundTerms;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The two estimators of the KL term in Kingma and Welling (2014). */
public enum KlEstimator {
  /** The exact divergence; the bound is their estimator B (eq. 7). */
  CLOSED_FORM,
  /** The mean of log q(z | x) − log p(z) over the draws; their estimator A (eq. 6). */
  MONTE_CARLO;

  /** Returns the closed form where there is one, else the estimate. */
  public static KlEstimator bestFor(Ops tf, BoundTerms terms) {
    return terms.closedFormKl(tf).isPresent() ? CLOSED_FORM : MONTE_CARLO;
  }

  /**
   * Returns the KL of each latent in nats, {@code [B, latents]}.
   *
   * @throws IllegalArgumentException if there is no closed form for the model's pair, or if the
   *     latents are not independent
   */
  public Operand<TFloat32> klPerLatent(Ops tf, BoundTerms terms) {
    return switch (this) {
      case CLOSED_FORM -> terms.closedFormKlPerLatent(tf).orElseThrow(() -> noClosedForm(terms));
      case MONTE_CARLO -> {
        if (terms.posterior() instanceof Factorized q && terms.prior() instanceof Factorized p) {
          yield GraphMath.meanOverDraws(
              tf,
              tf.math.sub(
                  q.logProbPerComponent(tf, terms.latents()),
                  p.logProbPerComponent(tf, terms.latents())));
        }
        throw new IllegalArgumentException(
            "there is no KL of each latent between %s and %s: their latents are not independent"
                .formatted(
                    terms.posterior().getClass().getSimpleName(),
                    terms.prior().getClass().getSimpleName()));
      }
    };
  }

  private static IllegalArgumentException noClosedForm(BoundTerms terms) {
    return new IllegalArgumentException(
        "KL(%s ‖ %s) has no closed form here; \"kl\": \"monte-carlo\" works"
            .formatted(
                terms.posterior().getClass().getSimpleName(),
                terms.prior().getClass().getSimpleName()));
  }

  /**
   * Returns the KL in nats, {@code [B]}.
   *
   * @throws IllegalArgumentException if there is no closed form for the model's pair
   */
  public Operand<TFloat32> kl(Ops tf, BoundTerms terms) {
    return switch (this) {
      case CLOSED_FORM -> terms.closedFormKl(tf).orElseThrow(() -> noClosedForm(terms));
      case MONTE_CARLO -> GraphMath.meanOverDraws(tf, terms.logRatio(tf));
    };
  }
}

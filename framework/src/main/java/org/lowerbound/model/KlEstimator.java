package org.lowerbound.model;

import org.lowerbound.distribution.Factorized;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The two estimators of the KL term in Kingma and Welling (2014). */
public enum KlEstimator {
  /** The exact divergence; the bound is their estimator B (eq. 7). */
  CLOSED_FORM,
  /** The mean of log q(z | x) − log p(z) over the draws; their estimator A (eq. 6). */
  MONTE_CARLO;

  private static final String ESTIMATE_WORKS = "; \"kl\": \"monte-carlo\" works";

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
    boolean independent =
        terms.posterior() instanceof Factorized && terms.prior() instanceof Factorized;
    if (this == CLOSED_FORM) {
      String why = "has no closed form for each latent here";
      return terms
          .closedFormKlPerLatent(tf)
          .orElseThrow(() -> refusal(terms, independent ? why + ESTIMATE_WORKS : why));
    }
    if (independent) {
      return GraphMath.meanOverDraws(
          tf,
          tf.math.sub(
              ((Factorized) terms.posterior()).logProbPerComponent(tf, terms.latents()),
              ((Factorized) terms.prior()).logProbPerComponent(tf, terms.latents())));
    }
    throw refusal(
        terms, "is no sum over latents: a posterior and a prior with independent latents work");
  }

  private static IllegalArgumentException refusal(BoundTerms terms, String why) {
    return new IllegalArgumentException(
        "KL(%s ‖ %s) %s"
            .formatted(TypeNames.of(terms.posterior()), TypeNames.of(terms.prior()), why));
  }

  /**
   * Returns the KL in nats, {@code [B]}.
   *
   * @throws IllegalArgumentException if there is no closed form for the model's pair
   */
  public Operand<TFloat32> kl(Ops tf, BoundTerms terms) {
    return switch (this) {
      case CLOSED_FORM ->
          terms
              .closedFormKl(tf)
              .orElseThrow(() -> refusal(terms, "has no closed form here" + ESTIMATE_WORKS));
      case MONTE_CARLO -> GraphMath.meanOverDraws(tf, terms.logRatio(tf));
    };
  }
}

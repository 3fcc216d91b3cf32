package org.lowerbound.objective;

import java.util.Optional;
import org.lowerbound.model.Ability;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.LatentVariables;
import org.lowerbound.model.Model;
import org.lowerbound.spec.PlacedException;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.op.Ops;

/** An objective that is a function of the terms of a bound, drawn once for a batch. */
public interface BoundObjective extends Objective {
  /** Returns the number of latents drawn per observation, the first axis of all terms. */
  int draws();

  /**
   * Reduces the terms of a batch, {@code [K, B]}, to a loss.
   *
   * @throws IllegalArgumentException if the objective makes no sense for such a model; the message
   *     says what would work
   */
  Loss build(Ops tf, BoundTerms terms, ObjectiveScope scope);

  @Override
  default Loss build(Ops tf, Model model, ObjectiveScope scope) {
    return build(tf, terms(tf, latents(model), scope.batch()), scope);
  }

  /**
   * Returns a model as one that a bound can be taken of.
   *
   * @throws IllegalArgumentException if it is none; the message says what would work
   */
  default LatentVariables latents(Model model) {
    return Ability.LATENT_VARIABLES.of(
        model,
        TypeNames.of(this),
        Ability.EXACT_EVIDENCE.isOf(model)
            ? Optional.of("\"maximum-likelihood\"")
            : Optional.empty());
  }

  /** Returns the draws per observation of any objective; 1 if it draws no terms of a bound. */
  static int drawsOf(Objective objective) {
    return objective instanceof BoundObjective bound ? bound.draws() : 1;
  }

  /** Draws the terms of a batch. */
  private BoundTerms terms(Ops tf, LatentVariables model, Batch batch) {
    ObjectiveChecks.checkFits(draws(), batch);
    return PlacedException.in(
        "model", () -> model.terms(tf, batch.observations(), batch.noise(), draws(), batch.pass()));
  }
}

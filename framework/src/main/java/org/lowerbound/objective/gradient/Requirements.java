package org.lowerbound.objective.gradient;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.objective.reduction.DrawReduction;
import org.lowerbound.objective.reduction.LogMeanWeight;
import org.lowerbound.objective.reduction.SmoothReduction;
import org.lowerbound.spec.TypeNames;

/** Checks that estimators share. */
final class Requirements {
  private Requirements() {}

  /** Checks that draws have a derivative. */
  static void checkReparameterized(LogWeights weights, String estimator) {
    checkArgument(
        weights.terms().reparameterized(),
        "the gradient \"%s\" needs draws with a derivative, but the posterior %s has none;"
            + " \"score-function\" and \"vimco\" work",
        estimator,
        TypeNames.of(weights.terms().posterior()));
  }

  /** Checks that q(z | x) is all that the encoder's parameters are in. */
  static void checkOwnPrior(LogWeights weights, String estimator) {
    checkArgument(
        !weights.terms().priorSharesEncoder(),
        "the gradient \"%s\" is biased if the prior depends on the encoder, as %s does;"
            + " \"reparameterized\" and \"stl\" work",
        estimator,
        TypeNames.of(weights.terms().prior()));
  }

  /** Checks that there is a score term to leave out. */
  static void checkOfPosterior(LogWeights weights, String estimator) {
    checkArgument(
        weights.ofPosterior(),
        "the gradient \"%s\" is about log q(z | x) inside the bound, of which a closed-form KL"
            + " leaves nothing: it would be \"reparameterized\"; \"kl\": \"monte-carlo\" works",
        estimator);
  }

  /** Returns a reduction with second derivatives. */
  static SmoothReduction smooth(DrawReduction reduction, String estimator) {
    checkArgument(
        reduction instanceof SmoothReduction,
        "the gradient \"%s\" needs a bound with second derivatives, but %s has none; "
            + "\"reparameterized\" works",
        estimator,
        TypeNames.of(reduction));
    return (SmoothReduction) reduction;
  }

  /** Checks that the slopes are the self-normalised importance weights of several draws. */
  static void checkImportanceWeighted(
      DrawReduction reduction, LogWeights weights, String estimator) {
    checkArgument(
        reduction instanceof LogMeanWeight,
        "the gradient \"%s\" fits q(z | x) to self-normalised importance weights, which %s does not"
            + " have; it goes with iwae, miwae and piwae",
        estimator,
        TypeNames.of(reduction));
    checkArgument(
        weights.samples() > 1,
        "the gradient \"%s\" needs at least 2 samples but there is 1, whose weight is always 1: q(z"
            + " | x) would learn nothing",
        estimator);
  }
}

package org.lowerbound.evaluation.disentanglement;

import org.lowerbound.spec.Default;

/**
 * What all scores have in common.
 *
 * @param representation what stands for an example, the posterior's mean or one draw from it
 * @param seed decides which examples are drawn; apart from the trial's, so that trials are compared
 *     on the same ones
 */
public record ScoreOptions(
    @Default("\"mean\"") Representation representation, @Default("0") long seed) {
  /** The defaults. */
  static final ScoreOptions STANDARD = new ScoreOptions(Representation.MEAN, 0);
}

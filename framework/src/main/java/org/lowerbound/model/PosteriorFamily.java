package org.lowerbound.model;

import org.lowerbound.distribution.Sampleable;

/** The description of an approximate posterior: which distribution an encoder parameterises. */
public non-sealed interface PosteriorFamily extends CodeFamily {
  /**
   * Makes the parameters that are not the encoder's, if any, and returns the way from the encoder's
   * outputs to q(z | x).
   */
  @Override
  Parameterization<Sampleable> build(ModelScope scope, String name, int latents);
}

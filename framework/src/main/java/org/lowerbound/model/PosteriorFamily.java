package org.lowerbound.model;

import org.lowerbound.distribution.Sampleable;

/** The description of an approximate posterior: which distribution an encoder parameterises. */
public interface PosteriorFamily {
  /**
   * Makes the parameters that are not the encoder's, if any, and returns the way from the encoder's
   * outputs to q(z | x).
   *
   * @param name the prefix of parameters' names, unique in the graph
   * @param latents the dimension of z
   */
  Parameterization<Sampleable> build(ModelScope scope, String name, int latents);

  /** Returns where the latents live. */
  LatentSpace latentSpace();

  /**
   * Checks that latents may have a dimension.
   *
   * @throws IllegalArgumentException if not; the message says what would work
   */
  default void checkLatents(int latents) {}
}

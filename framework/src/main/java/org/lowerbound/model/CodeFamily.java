package org.lowerbound.model;

import org.lowerbound.distribution.Code;

/** The description of what an encoder parameterises: a posterior, or a code without noise. */
public sealed interface CodeFamily permits PosteriorFamily, PointFamily {
  /**
   * Makes the parameters that are not the encoder's, if any, and returns the way from the encoder's
   * outputs to codes.
   *
   * @param name the prefix of parameters' names, unique in the graph
   * @param latents the dimension of z
   */
  Parameterization<? extends Code> build(ModelScope scope, String name, int latents);

  /** Returns where the latents live. */
  LatentSpace latentSpace();

  /**
   * Checks that latents may have a dimension.
   *
   * @throws IllegalArgumentException if not; the message says what would work
   */
  default void checkLatents(int latents) {}
}

package org.lowerbound.model;

import org.lowerbound.distribution.Sampleable;

/** The description of a prior. */
public interface PriorFamily {
  /**
   * Makes the prior's parameters, if it has any, and returns p(z).
   *
   * @param latents the dimension of z
   * @param posterior q(z | x), for priors that are made of it
   */
  Prior build(ModelScope scope, int latents, Conditional<Sampleable> posterior);

  /** Returns where the latents live. */
  LatentSpace latentSpace();

  /**
   * Returns whether this is the prior of a model that names none, N(0, I): a model that weighs no
   * prior can be given no other.
   */
  default boolean isDefault() {
    return false;
  }
}

package org.lowerbound.model;

import org.lowerbound.network.ParameterStore;

/** The description of a prior. */
public interface PriorFamily {
  /** Makes the prior's parameters, if it has any, and returns p(z). */
  Prior build(ParameterStore parameters, int latents);

  /** Returns where the latents live. */
  LatentSpace latentSpace();
}

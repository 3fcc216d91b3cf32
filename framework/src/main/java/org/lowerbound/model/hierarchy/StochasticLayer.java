package org.lowerbound.model.hierarchy;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.network.Architecture;
import org.lowerbound.spec.Default;

/**
 * One layer of latents with the networks between it and the layer below, or the observation.
 *
 * @param latents the dimension of z_i
 * @param encoder the network from below to q(z_i | ·)
 * @param decoder the network from z_i to what is below
 */
public record StochasticLayer(
    int latents,
    @Default("\"mlp\"") Architecture encoder,
    @Default("\"mlp\"") Architecture decoder) {
  /** Checks the argument. */
  public StochasticLayer {
    checkArgument(latents > 0, "latents must be positive but is %s", latents);
  }
}

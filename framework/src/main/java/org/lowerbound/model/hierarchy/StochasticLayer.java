package org.lowerbound.model.hierarchy;

import org.lowerbound.network.Architecture;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/**
 * One layer of latents with the networks between it and the layer below, or the observation.
 *
 * @param latents the dimension of z_i
 * @param encoder the network from below to q(z_i | ·)
 * @param decoder the network from z_i to what is below
 */
public record StochasticLayer(
    @Interval(min = 1, max = Counts.MOST_UNITS) int latents,
    @Default("\"mlp\"") Architecture encoder,
    @Default("\"mlp\"") Architecture decoder) {
  /** Checks the argument. */
  public StochasticLayer {
    Counts.checkPositive("latents", latents, Counts.MOST_UNITS);
  }
}

package org.lowerbound.model.hierarchy;

import com.google.common.collect.ImmutableList;
import org.lowerbound.network.Activation;
import org.lowerbound.network.Architecture;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.Mlp;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/**
 * One layer of a ladder.
 *
 * @param latents the dimension of z_i
 * @param features the dimension of d_i, the deterministic features that the next rung starts from
 * @param encoder the network from the features below, or the observation, to d_i before its
 *     activation
 * @param decoder the network from z_i to what is below
 */
public record Rung(
    @Interval(min = 1, max = Counts.MOST_UNITS) int latents,
    @Default("200") @Interval(min = 1, max = Counts.MOST_UNITS) int features,
    @Default("{\"type\": \"mlp\", \"hidden\": [200], \"activation\": \"leaky-relu\"}")
        Architecture encoder,
    @Default("{\"type\": \"mlp\", \"activation\": \"leaky-relu\"}") Architecture decoder) {
  /** From features to μ̂ and σ̂. */
  static final Architecture LINEAR =
      new Mlp(ImmutableList.of(), Activation.TANH, new GlorotUniform());

  /** Checks the arguments. */
  public Rung {
    Counts.checkPositive("latents", latents, Counts.MOST_UNITS);
    Counts.checkPositive("features", features, Counts.MOST_UNITS);
  }
}

package org.lowerbound.model;

import com.google.common.collect.ImmutableList;
import org.lowerbound.distribution.Bernoulli;
import org.lowerbound.network.Architecture;
import org.lowerbound.network.Head;
import org.lowerbound.network.Network;
import org.lowerbound.network.ParameterStore;
import org.tensorflow.ndarray.Shape;

/**
 * q(z | x) = Π Bernoulli(zᵢ; σ(lᵢ(x))), binary latents as in a sigmoid belief network (Mnih and
 * Gregor 2014). Its draws have no derivative: train it with a score-function estimator.
 */
public record BernoulliPosterior() implements PosteriorFamily {
  @Override
  public Posterior build(
      ParameterStore parameters, Architecture encoder, Shape observation, int latents) {
    Network network =
        encoder.build(
            parameters, "encoder", observation, ImmutableList.of(Head.ofSize("logits", latents)));
    return (tf, observations) -> new Bernoulli(network.apply(tf, observations).get(0), latents);
  }

  @Override
  public LatentSpace latentSpace() {
    return LatentSpace.BINARY;
  }
}

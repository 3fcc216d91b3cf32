package org.lowerbound.model.posterior;

import com.google.common.collect.ImmutableList;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.discrete.Bernoulli;
import org.lowerbound.model.LatentSpace;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Parameterization;
import org.lowerbound.model.PosteriorFamily;
import org.lowerbound.network.Head;

/**
 * q(z | x) = Π Bernoulli(zᵢ; σ(lᵢ(x))), binary latents as in a sigmoid belief network (Mnih and
 * Gregor 2014). Its draws have no derivative: train it with a score-function estimator.
 */
public record BernoulliPosterior() implements PosteriorFamily {
  @Override
  public Parameterization<Sampleable> build(ModelScope scope, String name, int latents) {
    return Parameterization.of(
        ImmutableList.of(Head.ofSize("logits", latents)),
        outputs -> new Bernoulli(outputs.get(0), latents));
  }

  @Override
  public LatentSpace latentSpace() {
    return LatentSpace.BINARY;
  }
}

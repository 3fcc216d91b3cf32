package org.lowerbound.model.posterior;

import com.google.common.collect.ImmutableList;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.relaxed.StraightThroughBernoulli;
import org.lowerbound.model.LatentSpace;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Parameterization;
import org.lowerbound.model.PosteriorFamily;
import org.lowerbound.network.Head;

/**
 * q(z | x) = Π Bernoulli(zᵢ; σ(lᵢ(x))) with the biased gradient of its mean (Bengio et al. 2013),
 * for the prior "bernoulli" and the gradient "straight-through".
 */
public record StraightThroughBernoulliPosterior() implements PosteriorFamily {
  @Override
  public Parameterization<Sampleable> build(ModelScope scope, String name, int latents) {
    return Parameterization.of(
        ImmutableList.of(Head.ofSize("logits", latents)),
        outputs -> new StraightThroughBernoulli(outputs.get(0), latents));
  }

  @Override
  public LatentSpace latentSpace() {
    return LatentSpace.BINARY;
  }
}

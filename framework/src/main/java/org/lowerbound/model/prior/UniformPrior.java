package org.lowerbound.model.prior;

import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.continuous.Uniform;
import org.lowerbound.model.Conditional;
import org.lowerbound.model.LatentSpace;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Prior;
import org.lowerbound.model.PriorFamily;

/** p(z) = 1 on the unit cube. */
public record UniformPrior() implements PriorFamily {
  @Override
  public Prior build(ModelScope scope, int latents, Conditional<Sampleable> posterior) {
    return (tf, pass) -> new Uniform(latents);
  }

  @Override
  public LatentSpace latentSpace() {
    return LatentSpace.UNIT_CUBE;
  }
}

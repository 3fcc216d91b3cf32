package org.lowerbound.model.prior;

import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.sphere.HypersphericalUniform;
import org.lowerbound.model.Conditional;
import org.lowerbound.model.LatentSpace;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Prior;
import org.lowerbound.model.PriorFamily;

/** p(z) = 1 / the area of the unit sphere (Davidson et al. 2018). */
public record HypersphericalUniformPrior() implements PriorFamily {
  @Override
  public Prior build(ModelScope scope, int latents, Conditional<Sampleable> posterior) {
    return (tf, pass) -> new HypersphericalUniform(latents);
  }

  @Override
  public LatentSpace latentSpace() {
    return LatentSpace.SPHERE;
  }
}

package org.lowerbound.model.posterior;

import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.continuous.LogitNormal;
import org.lowerbound.model.LatentSpace;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Parameterization;
import org.lowerbound.model.PosteriorFamily;
import org.lowerbound.spec.Default;

/**
 * q(z | x) = Π LogitNormal(zᵢ; μᵢ(x), σᵢ(x)), the sigmoid of a normal: a posterior on the unit
 * cube, for the prior "uniform".
 *
 * @param scale how σ comes from its head
 */
public record LogitNormalPosterior(@Default("\"exp\"") ScaleLink scale) implements PosteriorFamily {
  @Override
  public Parameterization<Sampleable> build(ModelScope scope, String name, int latents) {
    return new LocationScaleHeads(scale, latents, LogitNormal::new);
  }

  @Override
  public LatentSpace latentSpace() {
    return LatentSpace.UNIT_CUBE;
  }
}

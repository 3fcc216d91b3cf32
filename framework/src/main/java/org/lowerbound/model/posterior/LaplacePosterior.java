package org.lowerbound.model.posterior;

import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.continuous.Laplace;
import org.lowerbound.model.LatentSpace;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Parameterization;
import org.lowerbound.model.PosteriorFamily;
import org.lowerbound.spec.Default;

/**
 * q(z | x) = Π Laplace(zᵢ; μᵢ(x), σᵢ(x)): tails heavier than a normal's, and a peak.
 *
 * @param scale how σ comes from its head
 */
public record LaplacePosterior(@Default("\"exp\"") ScaleLink scale) implements PosteriorFamily {
  @Override
  public Parameterization<Sampleable> build(ModelScope scope, String name, int latents) {
    return new LocationScaleHeads(scale, latents, Laplace::new);
  }

  @Override
  public LatentSpace latentSpace() {
    return LatentSpace.REAL;
  }
}

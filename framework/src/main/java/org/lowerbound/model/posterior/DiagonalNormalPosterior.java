package org.lowerbound.model.posterior;

import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.model.LatentSpace;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Parameterization;
import org.lowerbound.model.PosteriorFamily;
import org.lowerbound.spec.Default;

/**
 * q(z | x) = N(μ(x), diag σ²(x)), with a head for μ and one for σ (Kingma and Welling 2014,
 * appendix C.2).
 *
 * @param scale how σ comes from its head
 */
public record DiagonalNormalPosterior(@Default("\"exp\"") ScaleLink scale)
    implements PosteriorFamily {
  @Override
  public Parameterization<Sampleable> build(ModelScope scope, String name, int latents) {
    return new LocationScaleHeads(scale, latents, DiagonalNormal::new);
  }

  @Override
  public LatentSpace latentSpace() {
    return LatentSpace.REAL;
  }
}

package org.lowerbound.model.posterior;

import com.google.common.collect.ImmutableList;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.distribution.continuous.FullNormal;
import org.lowerbound.model.LatentSpace;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Parameterization;
import org.lowerbound.model.PosteriorFamily;
import org.lowerbound.network.Head;

/**
 * q(z | x) = N(μ(x), L(x) L(x)ᵀ) with a lower-triangular factor L whose diagonal is an exponential:
 * a covariance without constraints, and no decomposition to differentiate (Kingma and Welling 2019,
 * section 2.5.1).
 */
public record FullNormalPosterior() implements PosteriorFamily {
  @Override
  public Parameterization<Sampleable> build(ModelScope scope, String name, int latents) {
    int below = FullNormal.belowDiagonal(latents);
    ImmutableList.Builder<Head> heads = ImmutableList.builder();
    heads.add(Head.ofSize("loc", latents), Head.ofSize("logDiagonal", latents));
    if (below > 0) {
      heads.add(Head.ofSize("belowDiagonal", below));
    }
    return Parameterization.of(
        heads.build(),
        (tf, outputs) ->
            latents == 1
                ? new DiagonalNormal(
                    outputs.get(0), DiagonalNormal.bounded(tf, outputs.get(1)), latents)
                : new FullNormal(
                    outputs.get(0),
                    FullNormal.scaleTril(tf, outputs.get(1), outputs.get(2), latents),
                    latents));
  }

  @Override
  public LatentSpace latentSpace() {
    return LatentSpace.REAL;
  }
}

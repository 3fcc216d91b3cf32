package org.lowerbound.model;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.distribution.ClosedFormKls;
import org.lowerbound.network.Architecture;
import org.lowerbound.network.ParameterStore;
import org.lowerbound.spec.Default;

/**
 * The variational autoencoder of Kingma and Welling (2014): one layer of latents, an encoder
 * network for q(z | x) and a decoder network for p(x | z).
 *
 * @param latents the dimension of z
 * @param encoder the network below the posterior's parameters
 * @param posterior the family of q(z | x)
 * @param prior p(z)
 * @param decoder the network below the likelihood's parameters
 * @param likelihood the family of p(x | z)
 */
public record Vae(
    int latents,
    @Default("\"mlp\"") Architecture encoder,
    @Default("\"diagonal-normal\"") PosteriorFamily posterior,
    @Default("\"standard-normal\"") PriorFamily prior,
    @Default("\"mlp\"") Architecture decoder,
    @Default("\"bernoulli\"") LikelihoodFamily likelihood)
    implements ModelSpec {
  /** Checks the argument. */
  public Vae {
    checkArgument(latents > 0, "latents must be positive but is %s", latents);
  }

  @Override
  public void checkFits(ObservedData observed) {
    likelihood.checkFits(observed.kind());
  }

  @Override
  public LatentVariableModel build(ParameterStore parameters, ObservedData observed) {
    checkFits(observed);
    return new LatentVariableModel(
        latents,
        prior.build(parameters, latents),
        likelihood.build(parameters, decoder, latents, observed),
        posterior.build(parameters, encoder, observed.shape(), latents),
        ClosedFormKls.registry());
  }
}

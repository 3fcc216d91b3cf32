package org.lowerbound.model;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.divergence.ClosedFormKls;
import org.lowerbound.network.Architecture;
import org.lowerbound.network.CausalArchitecture;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.NothingBuiltException;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.ndarray.Shape;

/**
 * The variational autoencoder of Kingma and Welling (2014): one layer of latents, an encoder
 * network for q(z | x) and a decoder network for p(x | z).
 *
 * @param latents the dimension of z
 * @param encoder the network below the posterior's parameters
 * @param posterior the family of q(z | x)
 * @param prior p(z)
 * @param decoder the network below the likelihood's parameters; a {@linkplain CausalArchitecture
 *     causal} one sees z as its context and makes p(x | z) = Π p(xᵢ | x before i, z), as in
 *     Gulrajani et al. (2017)
 * @param likelihood the family of p(x | z)
 * @param corruption of what the encoder sees in training (Vincent et al. 2008; for a VAE, Im et al.
 *     2017, whose bound is one all the same: any q(z | x) makes one)
 */
public record Vae(
    @Interval(min = 1, max = 1_000_000) int latents,
    @Default("\"mlp\"") Architecture encoder,
    @Default("\"diagonal-normal\"") CodeFamily posterior,
    @Default("\"standard-normal\"") PriorFamily prior,
    @Default("\"mlp\"") Architecture decoder,
    @Default("\"bernoulli\"") LikelihoodFamily likelihood,
    @Default("\"none\"") Corruption corruption)
    implements ModelSpec, WithEncoder {
  /** More would be a typing error, and too much for any memory. */
  private static final int MOST_LATENTS = 1_000_000;

  private static final String DECODER = "decoder";

  /** Checks the arguments. */
  public Vae {
    checkArgument(latents > 0, "latents must be positive but is %s", latents);
    checkArgument(
        latents <= MOST_LATENTS, "latents must be at most %s but is %s", MOST_LATENTS, latents);
    posterior.checkLatents(latents);
    checkArgument(
        posterior.latentSpace().equals(prior.latentSpace()),
        "the posterior %s draws %s, but the prior %s is over %s; the prior %s works",
        TypeNames.of(posterior),
        posterior.latentSpace().description(),
        TypeNames.of(prior),
        prior.latentSpace().description(),
        posterior.latentSpace().prior());
  }

  @Override
  public LikelihoodKind checkFits(ObservedData observed) {
    return decoder instanceof CausalArchitecture
        ? CausalConditional.checkFits(likelihood, observed)
        : likelihood.checkFits(observed.kind());
  }

  @Override
  public Model build(ModelScope scope) {
    checkFits(scope.observed());
    if (posterior instanceof PosteriorFamily family) {
      LatentVariableModel model = latentVariableModel(scope, family);
      return hasLinearDecoder() && prior.isDefault() ? new LinearVae(model) : model;
    }
    checkArgument(
        prior.isDefault(),
        "the posterior %s has no density that the prior %s could be weighed against; leave"
            + " \"prior\" out",
        TypeNames.of(posterior),
        TypeNames.of(prior));
    ModelScope ofEncoder = scope.in(ParameterGroup.ENCODER);
    PointAutoencoder autoencoder =
        new PointAutoencoder(
            latents,
            encoder(ofEncoder, ((PointFamily) posterior).build(ofEncoder, "encoder", latents)),
            decoder(scope.in(ParameterGroup.DECODER)),
            scope.observed().units());
    return hasLinearDecoder() ? new LinearAutoencoder(autoencoder) : autoencoder;
  }

  private boolean hasLinearDecoder() {
    return decoder.isLinear() && likelihood.hasLinearMean();
  }

  private LatentVariableModel latentVariableModel(ModelScope scope, PosteriorFamily family) {
    ModelScope ofEncoder = scope.in(ParameterGroup.ENCODER);
    Conditional<Sampleable> encoded =
        encoder(
            ofEncoder,
            NothingBuiltException.check(family, family.build(ofEncoder, "encoder", latents)));
    return new LatentVariableModel(
        latents,
        NothingBuiltException.check(
            prior, prior.build(scope.in(ParameterGroup.PRIOR), latents, encoded)),
        decoder(scope.in(ParameterGroup.DECODER)),
        encoded,
        ClosedFormKls.registry(),
        scope.observed().units(),
        prior.latentSpace());
  }

  private <C> Conditional<C> encoder(ModelScope scope, Parameterization<C> family) {
    Conditional<C> clean =
        Conditional.of(
            NothingBuiltException.check(
                encoder,
                encoder.build(
                    scope.parameters(), ENCODER, scope.observed().shape(), family.heads())),
            family);
    return (tf, x, pass) -> clean.given(tf, corruption.apply(tf, x, pass), pass);
  }

  private Conditional<Distribution> decoder(ModelScope scope) {
    if (decoder instanceof CausalArchitecture causal) {
      CausalConditional product =
          CausalConditional.create(causal, likelihood, scope, DECODER, latents);
      return (tf, z, pass) -> product.given(Optional.of(z), pass);
    }
    Parameterization<Distribution> family =
        NothingBuiltException.check(likelihood, likelihood.build(scope));
    return Conditional.of(
        NothingBuiltException.check(
            decoder, decoder.build(scope.parameters(), DECODER, Shape.of(latents), family.heads())),
        family);
  }
}

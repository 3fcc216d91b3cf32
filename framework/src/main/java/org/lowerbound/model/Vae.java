package org.lowerbound.model;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.divergence.ClosedFormKls;
import org.lowerbound.graph.Shapes;
import org.lowerbound.network.Architecture;
import org.lowerbound.network.CausalArchitecture;
import org.lowerbound.network.Network;
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
 * @param condition what all distributions are given (Sohn et al. 2015); the prior is p(z) all the
 *     same, unless that is conditional, too
 */
public record Vae(
    @Interval(min = 1, max = 1_000_000) int latents,
    @Default("\"mlp\"") Architecture encoder,
    @Default("\"diagonal-normal\"") CodeFamily posterior,
    @Default("\"standard-normal\"") PriorFamily prior,
    @Default("\"mlp\"") Architecture decoder,
    @Default("\"bernoulli\"") LikelihoodFamily likelihood,
    @Default("\"none\"") Corruption corruption,
    @Default("\"none\"") Condition condition)
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
    LatentSpace.checkSame(posterior, prior);
    checkArgument(
        !(condition instanceof Condition.Part) || posterior instanceof PosteriorFamily,
        "the condition %s makes a likelihood of the rest of an observation, but with the posterior"
            + " %s there is none; other posteriors work",
        TypeNames.of(condition),
        TypeNames.of(posterior));
  }

  /** Makes one whose distributions are given nothing. */
  public Vae(
      int latents,
      Architecture encoder,
      CodeFamily posterior,
      PriorFamily prior,
      Architecture decoder,
      LikelihoodFamily likelihood,
      Corruption corruption) {
    this(latents, encoder, posterior, prior, decoder, likelihood, corruption, new Condition.None());
  }

  @Override
  public LikelihoodKind checkFits(ObservedData observed) {
    if (condition instanceof Condition.Label) {
      observed.checkLabeled(who());
    }
    return Decoders.checkFits(decoder, likelihood, modeled(observed));
  }

  @Override
  public int likelihoodDimension(ObservedData observed) {
    return modeled(observed).dimension();
  }

  /** Returns the values that have a likelihood. */
  private ObservedData modeled(ObservedData observed) {
    return condition instanceof Condition.Part part
        ? part.of(observed.shape()).left(observed)
        : observed;
  }

  @Override
  public Model build(ModelScope unconditional) {
    checkFits(unconditional.observed());
    ModelScope scope = withCondition(unconditional);
    if (posterior instanceof PosteriorFamily family) {
      LatentVariableModel model = latentVariableModel(scope, family);
      if (condition instanceof Condition.Part part) {
        return PartialVae.of(model, part.of(scope.observed().shape()));
      }
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

  private ModelScope withCondition(ModelScope scope) {
    return condition instanceof Condition.Part part
        ? scope.withCondition(part.of(scope.observed().shape()).given().length())
        : scope;
  }

  /** Whether means are W z + m; given a condition, m is another for each. */
  private boolean hasLinearDecoder() {
    return condition instanceof Condition.None && decoder.isLinear() && likelihood.hasLinearMean();
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
            prior, prior.build(scope.in(ParameterGroup.PRIOR), latents, forPrior(encoded))),
        decoder(scope.in(ParameterGroup.DECODER)),
        encoded,
        ClosedFormKls.registry(),
        modeled(scope.observed()).units(),
        prior.latentSpace());
  }

  /** Returns the encoder as a prior may use it: on observations of its own, which have no label. */
  private Conditional<Sampleable> forPrior(Conditional<Sampleable> encoded) {
    return condition instanceof Condition.Label
        ? (tf, x, pass) -> {
          throw new IllegalArgumentException(
              ("the prior %s is made of the encoder, which is given labels that the prior has none"
                      + " of; standard-normal and conditional work")
                  .formatted(TypeNames.of(prior)));
        }
        : encoded;
  }

  private <C> Conditional<C> encoder(ModelScope scope, Parameterization<C> family) {
    Conditional<C> clean =
        Conditional.of(
            condition instanceof Condition.Label
                ? JoinedNetwork.create(
                    encoder,
                    scope.parameters(),
                    ENCODER,
                    scope.observed().shape(),
                    scope.conditionSize(who()),
                    who(),
                    family.heads())
                : NothingBuiltException.check(
                    encoder,
                    encoder.build(
                        scope.parameters(), ENCODER, scope.observed().shape(), family.heads())),
            family);
    return (tf, x, pass) -> clean.given(tf, corruption.apply(tf, x, pass), pass);
  }

  private Conditional<Distribution> decoder(ModelScope whole) {
    ModelScope scope = whole.of(modeled(whole.observed()));
    if (condition instanceof Condition.None) {
      return Decoders.build(scope, DECODER, decoder, likelihood, latents);
    }
    int given = scope.conditionSize(who());
    if (decoder instanceof CausalArchitecture causal) {
      CausalConditional product =
          CausalConditional.create(causal, likelihood, scope, DECODER, latents + given);
      return (tf, z, pass) ->
          product.given(Optional.of(Shapes.joined(tf, z, pass.condition(who()))), pass);
    }
    Parameterization<Distribution> family =
        NothingBuiltException.check(likelihood, likelihood.build(scope));
    Network network =
        JoinedNetwork.create(
            decoder, scope.parameters(), DECODER, Shape.of(latents), given, who(), family.heads());
    return Conditional.of(network, family);
  }

  /** Returns what needs the condition, for messages. */
  private String who() {
    return "a vae with \"condition\": \"%s\"".formatted(TypeNames.of(condition));
  }
}

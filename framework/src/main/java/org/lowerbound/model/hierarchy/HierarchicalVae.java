package org.lowerbound.model.hierarchy;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.model.Conditional;
import org.lowerbound.model.LatentVariableModel;
import org.lowerbound.model.LikelihoodFamily;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.PosteriorFamily;
import org.lowerbound.model.PriorFamily;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.NothingBuiltException;
import org.tensorflow.ndarray.Shape;

/**
 * A variational autoencoder with several layers of latents, inferred from the observation upwards:
 * p(x | z₁) p(z₁ | z₂) … p(z_L) and q(z₁ | x) q(z₂ | z₁) … (Rezende et al. 2014; Burda et al. 2016,
 * section 2 and their two-layer model).
 *
 * @param layers from z₁, next to the observation, to z_L
 * @param posterior the family of every q(z_i | ·)
 * @param conditional the family of every p(z_i | z_{i+1})
 * @param prior p(z_L)
 * @param likelihood the family of p(x | z₁)
 * @param skip whether networks see past the next layer: decoders all layers above, encoders the
 *     observation beside the layer below
 */
public record HierarchicalVae(
    ImmutableList<StochasticLayer> layers,
    @Default("\"diagonal-normal\"") PosteriorFamily posterior,
    @Default("\"diagonal-normal\"") PosteriorFamily conditional,
    @Default("\"standard-normal\"") PriorFamily prior,
    @Default("\"bernoulli\"") LikelihoodFamily likelihood,
    @Default("false") boolean skip)
    implements ModelSpec {
  /** Checks the arguments. */
  public HierarchicalVae {
    checkArgument(!layers.isEmpty(), "layers must hold at least one layer of latents");
    Hierarchies.checkSpaces(posterior, conditional, prior);
    layers.forEach(layer -> posterior.checkLatents(layer.latents()));
    layers.forEach(layer -> conditional.checkLatents(layer.latents()));
  }

  @Override
  public LikelihoodKind checkFits(ObservedData observed) {
    return likelihood.checkFits(observed.kind());
  }

  @Override
  public LatentVariableModel build(ModelScope scope) {
    checkFits(scope.observed());
    Hierarchies hierarchy =
        new Hierarchies(
            layers.stream().map(StochasticLayer::latents).collect(ImmutableList.toImmutableList()),
            layers.stream().map(StochasticLayer::decoder).collect(ImmutableList.toImmutableList()),
            skip);
    ImmutableList<Conditional<Sampleable>> encoders = encoders(scope.in(ParameterGroup.ENCODER));
    TopDownPrior topDown =
        hierarchy.prior(
            scope,
            conditional,
            NothingBuiltException.check(
                prior,
                prior.build(
                    scope.in(ParameterGroup.PRIOR),
                    layers.get(layers.size() - 1).latents(),
                    Hierarchies.noPosteriorOfTheTop())));
    return hierarchy.model(
        scope,
        topDown,
        likelihood,
        (tf, x, pass) ->
            Joint.of(tf, new BottomUpPosterior(hierarchy.latents(), encoders, x, skip, pass)),
        prior.latentSpace());
  }

  private ImmutableList<Conditional<Sampleable>> encoders(ModelScope scope) {
    ImmutableList.Builder<Conditional<Sampleable>> encoders = ImmutableList.builder();
    for (int i = 0; i < layers.size(); i++) {
      encoders.add(
          Hierarchies.conditional(
              scope,
              "encoder" + (i + 1),
              layers.get(i).encoder(),
              input(scope.observed(), i),
              NothingBuiltException.check(
                  posterior,
                  posterior.build(scope, "encoder" + (i + 1), layers.get(i).latents()))));
    }
    return encoders.build();
  }

  private Shape input(ObservedData observed, int layer) {
    if (layer == 0) {
      return observed.shape();
    }
    int below = layers.get(layer - 1).latents();
    return Shape.of(skip ? below + observed.dimension() : below);
  }
}

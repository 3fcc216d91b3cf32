package org.lowerbound.model.hierarchy;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.model.LatentVariableModel;
import org.lowerbound.model.LikelihoodFamily;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.posterior.DiagonalNormalPosterior;
import org.lowerbound.model.posterior.ScaleLink;
import org.lowerbound.network.Activation;
import org.lowerbound.network.Head;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.spec.Default;
import org.tensorflow.ndarray.Shape;

/**
 * The ladder variational autoencoder (Sønderby et al. 2016): inference runs up to the top layer
 * without drawing, then down again in the order of the generative model, where each layer's
 * posterior is what the observation says of it, multiplied with what the layers above say:
 *
 * <pre>q(z_i | x, z_{i+1}) ∝ N(z_i; μ̂_i(x), σ̂_i²(x)) · p(z_i | z_{i+1})      (eqs. 17–19)</pre>
 *
 * <p>All layers are normal, since the product of two normals is one. The generative networks are a
 * part of the posterior.
 *
 * @param rungs from z₁, next to the observation, to z_L
 * @param activation what follows the linear map to a rung's features
 * @param likelihood the family of p(x | z₁)
 */
public record LadderVae(
    ImmutableList<Rung> rungs,
    @Default("\"leaky-relu\"") Activation activation,
    @Default("\"bernoulli\"") LikelihoodFamily likelihood)
    implements ModelSpec {
  private static final DiagonalNormalPosterior NORMAL = new DiagonalNormalPosterior(ScaleLink.EXP);

  /** Checks the arguments. */
  public LadderVae {
    checkArgument(!rungs.isEmpty(), "rungs must hold at least one layer of latents");
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
            rungs.stream().map(Rung::latents).collect(ImmutableList.toImmutableList()),
            rungs.stream().map(Rung::decoder).collect(ImmutableList.toImmutableList()),
            false);
    ImmutableList<BottomUp> bottomUp = bottomUp(scope.in(ParameterGroup.ENCODER));
    int top = rungs.get(rungs.size() - 1).latents();
    TopDownPrior topDown =
        hierarchy.prior(
            scope,
            NORMAL,
            (tf, pass) ->
                new DiagonalNormal(tf.constant(new float[top]), tf.constant(new float[top]), top));
    return hierarchy.model(
        scope,
        topDown,
        likelihood,
        (tf, x, pass) ->
            Joint.of(tf, LadderPosterior.of(tf, topDown, bottomUp, activation, x, pass)),
        NORMAL.latentSpace());
  }

  /** Makes the networks of the way up. */
  private ImmutableList<BottomUp> bottomUp(ModelScope scope) {
    ImmutableList.Builder<BottomUp> bottomUp = ImmutableList.builder();
    Shape below = scope.observed().shape();
    for (int i = 0; i < rungs.size(); i++) {
      Rung rung = rungs.get(i);
      String name = "encoder" + (i + 1);
      Shape features = Shape.of(rung.features());
      bottomUp.add(
          new BottomUp(
              rung.encoder()
                  .build(
                      scope.parameters(),
                      name,
                      below,
                      ImmutableList.of(Head.ofSize("features", rung.features()))),
              Hierarchies.conditional(
                  scope,
                  name + ".likelihood",
                  Rung.LINEAR,
                  features,
                  NORMAL.build(scope, name, rung.latents()))));
      below = features;
    }
    return bottomUp.build();
  }
}

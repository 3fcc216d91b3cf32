package org.lowerbound.model.hierarchy;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.divergence.ClosedFormKls;
import org.lowerbound.model.Conditional;
import org.lowerbound.model.LatentSpace;
import org.lowerbound.model.LatentVariableModel;
import org.lowerbound.model.LikelihoodFamily;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Parameterization;
import org.lowerbound.model.PosteriorFamily;
import org.lowerbound.model.Prior;
import org.lowerbound.model.PriorFamily;
import org.lowerbound.network.Architecture;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.Pass;
import org.lowerbound.spec.NothingBuiltException;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.ndarray.Shape;

/**
 * The generative side that hierarchies share: decoders from each layer to what is below it.
 *
 * @param latents the dimensions, from z₁ to z_L
 * @param decoders the networks from each layer downwards
 * @param skip whether a decoder sees all layers above
 */
record Hierarchies(
    ImmutableList<Integer> latents, ImmutableList<Architecture> decoders, boolean skip) {
  /** Checks that all layers live where the top one's prior does. */
  static void checkSpaces(
      PosteriorFamily posterior, PosteriorFamily conditional, PriorFamily prior) {
    checkArgument(
        posterior.latentSpace().equals(conditional.latentSpace())
            && posterior.latentSpace().equals(prior.latentSpace()),
        "the posterior %s draws %s, the conditional %s draws %s, the prior %s is over %s: all"
            + " layers must live on the same space",
        TypeNames.of(posterior),
        posterior.latentSpace().description(),
        TypeNames.of(conditional),
        conditional.latentSpace().description(),
        TypeNames.of(prior),
        prior.latentSpace().description());
  }

  /**
   * Returns what stands for q(z_L | x) where the top layer's prior is built: there is no such
   * distribution, as z_L is drawn given the layers below it.
   */
  static Conditional<Sampleable> noPosteriorOfTheTop() {
    return (tf, x, pass) -> {
      throw new IllegalArgumentException(
          "a prior made of q(z | x), such as vamp, needs one layer of latents: in a hierarchy the"
              + " top layer is drawn given the layers below it; standard-normal and mixture work");
    };
  }

  /** Returns the number of latents of all layers. */
  private int dimension() {
    return latents.stream().mapToInt(Integer::intValue).sum();
  }

  /** Makes the decoders between layers and returns p(z). */
  TopDownPrior prior(ModelScope scope, PosteriorFamily family, Prior top) {
    ModelScope generative = scope.in(ParameterGroup.DECODER);
    ImmutableList.Builder<Conditional<Sampleable>> below = ImmutableList.builder();
    for (int i = 0; i + 1 < latents.size(); i++) {
      String name = "decoder" + (i + 2);
      below.add(
          conditional(
              generative,
              name,
              decoders.get(i + 1),
              Shape.of(seen(i + 1)),
              NothingBuiltException.check(family, family.build(generative, name, latents.get(i)))));
    }
    return new TopDownPrior(latents, top, below.build(), skip, Pass.evaluation());
  }

  /** Makes the decoder of the observation and puts the parts together. */
  LatentVariableModel model(
      ModelScope scope,
      TopDownPrior prior,
      LikelihoodFamily likelihood,
      Conditional<Sampleable> posterior,
      LatentSpace space) {
    return new LatentVariableModel(
        dimension(),
        (tf, pass) -> Joint.of(tf, prior.in(pass)),
        likelihood(scope, likelihood, prior),
        posterior,
        ClosedFormKls.registry(),
        scope.observed().units(),
        space);
  }

  /** Makes the decoder of the observation. */
  private Conditional<Distribution> likelihood(
      ModelScope scope, LikelihoodFamily family, TopDownPrior prior) {
    ModelScope generative = scope.in(ParameterGroup.DECODER);
    Conditional<Distribution> decoder =
        conditional(
            generative,
            "decoder1",
            decoders.get(0),
            Shape.of(seen(0)),
            NothingBuiltException.check(family, family.build(generative)));
    return (tf, z, pass) ->
        decoder.given(tf, prior.above(tf, -1, Layers.split(tf, z, latents)), pass);
  }

  /** Returns how many latents the decoder below a layer sees. */
  private int seen(int layer) {
    return skip
        ? latents.subList(layer, latents.size()).stream().mapToInt(Integer::intValue).sum()
        : latents.get(layer);
  }

  /** Makes a network with the heads that a family needs. */
  static <D extends Distribution> Conditional<D> conditional(
      ModelScope scope,
      String name,
      Architecture architecture,
      Shape input,
      Parameterization<D> family) {
    return Conditional.of(
        NothingBuiltException.check(
            architecture, architecture.build(scope.parameters(), name, input, family.heads())),
        family);
  }
}

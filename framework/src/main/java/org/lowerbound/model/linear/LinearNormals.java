package org.lowerbound.model.linear;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.RealValues;
import org.lowerbound.network.Fill;
import org.lowerbound.network.Initializer;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.ParameterStore;
import org.lowerbound.network.Zeros;
import org.lowerbound.spec.Counts;
import org.tensorflow.ndarray.Shape;

/** What the linear models with normal noise have in common. */
final class LinearNormals {
  private LinearNormals() {}

  /** Checks the options. */
  static void check(int latents, Initializer initializer, double scale) {
    checkArgument(
        !(initializer instanceof Zeros),
        "loadings of 0 are a stationary point that neither EM nor a gradient leaves; the"
            + " initializer {\"type\": \"normal\", \"stddev\": 1} works");
    Counts.checkPositive("latents", latents, Counts.MOST_UNITS);
    checkArgument(
        scale > 0 && Double.isFinite(scale), "scale must be positive and finite but is %s", scale);
  }

  /**
   * Checks that a model is one for such data.
   *
   * @param model its type name
   */
  static LikelihoodKind checkFits(String model, int latents, ObservedData observed) {
    RealValues.check(model, observed);
    checkArgument(
        latents < observed.dimension(),
        "the model %s needs fewer latents than an observation has values, but latents is %s and"
            + " there are %s values: the noise could be 0 and the likelihood infinite",
        model,
        latents,
        observed.dimension());
    return LikelihoodKind.DENSITY;
  }

  /**
   * Makes the parameters. Of all examples μ is their mean, which has the greatest likelihood; of a
   * part of them it is a parameter.
   *
   * @param initializer of W
   * @param scale the first value of σ
   * @param scales 1 or D: how many of them there are
   */
  static LinearParameters build(
      ModelScope scope, int latents, Initializer initializer, double scale, int scales) {
    ParameterStore parameters = scope.parameters().in(ParameterGroup.DECODER);
    int dimension = scope.observed().dimension();
    return new LinearParameters(
        parameters.create(LinearNormal.LOADINGS, Shape.of(dimension, latents), initializer),
        parameters.create(
            LinearNormal.LOG_SCALE, Shape.of(scales), Fill.of(Math.log(scale), scales)),
        scope.observed().mean(),
        scope.ofPart()
            ? Optional.of(parameters.create(LinearNormal.SHIFT, Shape.of(dimension), new Zeros()))
            : Optional.empty(),
        latents,
        scales,
        scope.observed().units());
  }
}

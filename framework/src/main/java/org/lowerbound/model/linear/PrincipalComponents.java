package org.lowerbound.model.linear;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.Model;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.ObservedData;
import org.lowerbound.network.Initializer;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.ndarray.Shape;

/**
 * Principal component analysis (Pearson 1901, Hotelling 1933): the code of x is Uᵀ(x − μ), its
 * reconstruction Uz + μ, and the columns of U are the k directions in which the training split
 * varies most. It is no model of p(x).
 *
 * @param latents k, fewer than the values of an observation
 * @param initializer of U, where the objective is {@code autoencoder} and a gradient is followed
 */
public record PrincipalComponents(
    @Interval(min = 1, max = 1_000_000) int latents,
    @Default("\"glorot-uniform\"") Initializer initializer)
    implements ModelSpec {
  /** Checks the options. */
  public PrincipalComponents {
    Counts.checkPositive("latents", latents, Counts.MOST_UNITS);
  }

  @Override
  public LikelihoodKind checkFits(ObservedData observed) {
    checkArgument(
        latents < observed.dimension(),
        "the model %s needs fewer latents than an observation has values, but latents is %s and"
            + " there are %s values: nothing would be left out",
        TypeNames.of(this),
        latents,
        observed.dimension());
    return LikelihoodKind.DENSITY;
  }

  @Override
  public Model build(ModelScope scope) {
    checkFits(scope.observed());
    return new PcaModel(
        scope
            .parameters()
            .in(ParameterGroup.DECODER)
            .create(
                PcaModel.DIRECTIONS, Shape.of(scope.observed().dimension(), latents), initializer),
        scope.observed().mean(),
        latents,
        scope.observed().units());
  }
}

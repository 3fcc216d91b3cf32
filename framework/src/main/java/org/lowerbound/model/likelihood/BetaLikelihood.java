package org.lowerbound.model.likelihood;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.continuous.Beta;
import org.lowerbound.distribution.levels.BetaLevels;
import org.lowerbound.model.LikelihoodFamily;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.Parameterization;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;

/**
 * p(x | z) with α and β in exp(±10) from two heads of the decoder. Of dequantised values it is the
 * density Π Beta(xᵢ; αᵢ(z), βᵢ(z)). Of grey levels it is a mass on the 256 of them, in proportion
 * to that density ({@link BetaLevels}): the density at black and at white is 0 or infinite, and
 * with values moved away from there it no longer integrates to one over what is observed.
 *
 * @param epsilon grey levels are moved into [ε, 1 − ε] before the density is taken. Dequantised
 *     values are inside, and stay where they are. Of grey levels, which are 1/255 apart, an ε below
 *     that moves black and white alone. The masses add up to 1 for every ε
 * @param outputBias where the biases start; {@link OutputBias#DATA_MEAN} is the density with the
 *     training mean, clipped to [0.001, 0.999], and α + β = 2, which is the uniform distribution
 *     for a mean of ½. The mean of the levels is near that
 */
public record BetaLikelihood(
    @Default("0.001") @Interval(min = 1e-06, below = 0.5) double epsilon,
    @Default("\"data-mean\"") OutputBias outputBias)
    implements LikelihoodFamily {
  /** 1 − ε is then some 16 floats below 1. */
  private static final double SMALLEST_EPSILON = 1e-6;

  /** Checks the arguments. */
  public BetaLikelihood {
    checkArgument(
        epsilon >= SMALLEST_EPSILON && epsilon < 0.5,
        "epsilon must be in [%s, 0.5) but is %s",
        SMALLEST_EPSILON,
        epsilon);
  }

  @Override
  public LikelihoodKind checkFits(ValueKind kind) {
    LikelihoodKind ofReals = Support.UNIT_INTERVAL.check("beta", kind);
    return kind == ValueKind.GREY ? LikelihoodKind.MASS : ofReals;
  }

  @Override
  public Parameterization<Distribution> build(ModelScope scope) {
    ObservedData observed = scope.observed();
    int dimension = observed.dimension();
    return ShapeParameters.of(
        observed,
        outputBias,
        (logAlpha, logBeta) ->
            observed.kind() == ValueKind.GREY
                ? new BetaLevels(logAlpha, logBeta, epsilon, Levels.of(observed.kind()), dimension)
                : new Beta(logAlpha, logBeta, dimension));
  }
}

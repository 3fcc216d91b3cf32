package org.lowerbound.model.likelihood;

import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.levels.BetaBinomialLevels;
import org.lowerbound.model.LikelihoodFamily;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.Parameterization;
import org.lowerbound.spec.Default;

/**
 * p(x | z): the number of a grey level is beta-binomial of 255 throws, with α and β in exp(±10)
 * from two heads of the decoder (Townsend et al. 2019). Unlike {@link BetaLikelihood} on levels it
 * has a closed form, and is never narrower than a binomial distribution, which has a standard
 * deviation of up to 8 levels.
 *
 * @param outputBias where the biases start; {@link OutputBias#DATA_MEAN} is the distribution with
 *     the training mean, clipped to [0.001, 0.999], and α + β = 2
 */
public record BetaBinomialLikelihood(@Default("\"data-mean\"") OutputBias outputBias)
    implements LikelihoodFamily {
  @Override
  public LikelihoodKind checkFits(ValueKind kind) {
    return Support.GREY_LEVELS.check("beta-binomial", kind);
  }

  @Override
  public Parameterization<Distribution> build(ModelScope scope) {
    ObservedData observed = scope.observed();
    return ShapeParameters.of(
        observed,
        outputBias,
        (logAlpha, logBeta) ->
            new BetaBinomialLevels(
                logAlpha, logBeta, Levels.of(observed.kind()), observed.dimension()));
  }
}

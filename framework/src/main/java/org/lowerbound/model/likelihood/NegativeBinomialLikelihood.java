package org.lowerbound.model.likelihood;

import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.distribution.discrete.NegativeBinomial;
import org.lowerbound.model.LikelihoodFamily;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.Parameterization;
import org.lowerbound.network.Head;
import org.lowerbound.spec.Default;

/**
 * p(x | z) = Π NB(kᵢ; μᵢ(z), θ), counts with the mean μ in exp(±10) and the variance μ + μ²/θ
 * (Lopez et al. 2018). The counts are those of a {@link PoissonLikelihood}.
 *
 * @param inverseDispersion where θ comes from
 * @param outputBias where the bias of log μ starts; {@link OutputBias#DATA_MEAN} is the logarithm
 *     of the mean count in training, which is taken for 0.001 where it is less
 */
public record NegativeBinomialLikelihood(
    @Default("\"per-pixel\"") Scale inverseDispersion,
    @Default("\"data-mean\"") OutputBias outputBias)
    implements LikelihoodFamily {
  @Override
  public LikelihoodKind checkFits(ValueKind kind) {
    return Support.COUNTS.check("negative-binomial", kind);
  }

  @Override
  public Parameterization<Distribution> build(ModelScope scope) {
    ObservedData observed = scope.observed();
    double unit = observed.kind().scale();
    Head logMean =
        new Head("logMean", observed.shape(), LevelCounts.logOfMean(outputBias, observed));
    return WithScale.of(
        logMean,
        inverseDispersion,
        "logInverseDispersion",
        scope,
        (tf, mean, logInverseDispersion, pass) ->
            new LevelCounts(
                new NegativeBinomial(
                    DiagonalNormal.bounded(tf, mean), logInverseDispersion, observed.dimension()),
                unit));
  }
}

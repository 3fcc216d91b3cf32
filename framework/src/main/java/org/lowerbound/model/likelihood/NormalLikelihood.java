package org.lowerbound.model.likelihood;

import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.model.LikelihoodFamily;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.Parameterization;
import org.lowerbound.network.Head;
import org.lowerbound.spec.Default;

/**
 * p(x | z) = N(μ(z), σ² I), with all its constants. On grey levels it is the density of values in
 * [0, 1], not of the 256 levels.
 *
 * @param scale where σ comes from
 * @param outputBias where the bias of the mean starts; {@link OutputBias#DATA_MEAN} is the training
 *     mean
 */
public record NormalLikelihood(
    @Default("\"learned\"") NormalScale scale, @Default("\"data-mean\"") OutputBias outputBias)
    implements LikelihoodFamily {
  @Override
  public LikelihoodKind checkFits(ValueKind kind) {
    // On the reals; what it says of other values is the user's to judge.
    return LikelihoodKind.DENSITY;
  }

  @Override
  public boolean hasLinearMean() {
    return scale instanceof Scale;
  }

  @Override
  public Parameterization<Distribution> build(ModelScope scope) {
    ObservedData observed = scope.observed();
    return scale.normal(
        new Head("loc", observed.shape(), outputBias.of(observed, mean -> mean)), scope);
  }
}

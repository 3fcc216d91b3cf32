package org.lowerbound.model.likelihood;

import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.continuous.Laplace;
import org.lowerbound.model.LikelihoodFamily;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.Parameterization;
import org.lowerbound.network.Head;
import org.lowerbound.spec.Default;

/**
 * p(x | z) = Π Laplace(xᵢ; μᵢ(z), b), with all its constants: an absolute error with a scale. On
 * grey levels it is the density of values in [0, 1], not of the 256 levels.
 *
 * @param scale where b comes from; the standard deviation is √2 b
 * @param outputBias where the bias of μ starts; {@link OutputBias#DATA_MEAN} is the training mean
 */
public record LaplaceLikelihood(
    @Default("\"learned\"") Scale scale, @Default("\"data-mean\"") OutputBias outputBias)
    implements LikelihoodFamily {
  @Override
  public LikelihoodKind checkFits(ValueKind kind) {
    // On the reals; what it says of other values is the user's to judge.
    return LikelihoodKind.DENSITY;
  }

  @Override
  public Parameterization<Distribution> build(ModelScope scope) {
    ObservedData observed = scope.observed();
    Head loc = new Head("loc", observed.shape(), outputBias.of(observed, mean -> mean));
    return WithScale.of(
        loc,
        scale,
        scope,
        (tf, location, logScale) -> new Laplace(location, logScale, observed.dimension()));
  }
}

package org.lowerbound.model.likelihood;

import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.levels.DiscretizedLogistic;
import org.lowerbound.model.LikelihoodFamily;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.Parameterization;
import org.lowerbound.network.Head;
import org.lowerbound.spec.Default;

/**
 * p(x | z): the masses that logistic distributions around μᵢ(z) have on the bins of the 256 grey
 * levels (Kingma et al. 2016).
 *
 * @param scale where the scale s comes from, in units of the values in [0, 1]; the standard
 *     deviation is 1.81 s
 * @param outputBias where the bias of μ starts; {@link OutputBias#DATA_MEAN} is the training mean
 */
public record DiscretizedLogisticLikelihood(
    @Default("{\"type\": \"from-decoder\", \"initial\": 0.1}") Scale scale,
    @Default("\"data-mean\"") OutputBias outputBias)
    implements LikelihoodFamily {
  @Override
  public LikelihoodKind checkFits(ValueKind kind) {
    return Support.GREY_LEVELS.check("discretized-logistic", kind);
  }

  @Override
  public Parameterization<Distribution> build(ModelScope scope) {
    ObservedData observed = scope.observed();
    int levels = Levels.of(observed.kind());
    Head loc = new Head("loc", observed.shape(), outputBias.of(observed, mean -> mean));
    return WithScale.of(
        loc,
        scale,
        scope,
        (tf, location, logScale) ->
            new DiscretizedLogistic(location, logScale, levels, observed.dimension()));
  }
}

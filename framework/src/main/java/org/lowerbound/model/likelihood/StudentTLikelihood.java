package org.lowerbound.model.likelihood;

import com.google.common.collect.ImmutableList;
import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.continuous.StudentT;
import org.lowerbound.model.LikelihoodFamily;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.Parameterization;
import org.lowerbound.network.Head;
import org.lowerbound.spec.Default;

/**
 * p(x | z) = Π t(xᵢ; ν, μᵢ(z), σ), with all its constants: a normal likelihood that outliers move
 * less. On grey levels it is the density of values in [0, 1], not of the 256 levels.
 *
 * @param scale where σ comes from; the variance is σ² ν/(ν − 2) for ν &gt; 2
 * @param degrees where ν comes from, the degrees of freedom: one number, given or learned. Up to 1
 *     there is no mean, and a reconstruction error is NaN
 * @param outputBias where the bias of the centre μ starts; {@link OutputBias#DATA_MEAN} is the
 *     training mean
 */
public record StudentTLikelihood(
    @Default("\"learned\"") Scale scale,
    @Default("{\"type\": \"learned\", \"initial\": 4}") Scale.Shared degrees,
    @Default("\"data-mean\"") OutputBias outputBias)
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
    Scale.LogScale logDegrees =
        degrees.build(scope.parameters(), "logDegrees", observed.dimension());
    return WithScale.of(
        loc,
        scale,
        scope,
        (tf, location, logScale, pass) ->
            new StudentT(
                location,
                logScale,
                logDegrees.given(tf, ImmutableList.of(), pass),
                observed.dimension()));
  }
}

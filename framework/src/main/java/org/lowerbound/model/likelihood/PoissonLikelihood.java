package org.lowerbound.model.likelihood;

import com.google.common.collect.ImmutableList;
import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.distribution.discrete.Poisson;
import org.lowerbound.model.LikelihoodFamily;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.Parameterization;
import org.lowerbound.network.Head;
import org.lowerbound.spec.Default;

/**
 * p(x | z) = Π Poisson(kᵢ; λᵢ(z)) with λ in exp(±10). Of grey values the counts are the levels k =
 * 255 x, so that bits per dimension compare with those of other masses on levels; what the
 * distribution has beyond 255 is lost to it. Of bits they are 0 and 1.
 *
 * @param outputBias where the bias of log λ starts; {@link OutputBias#DATA_MEAN} is the logarithm
 *     of the mean count in training, which is taken for 0.001 where it is less
 */
public record PoissonLikelihood(@Default("\"data-mean\"") OutputBias outputBias)
    implements LikelihoodFamily {
  @Override
  public LikelihoodKind checkFits(ValueKind kind) {
    return Support.COUNTS.check("poisson", kind);
  }

  @Override
  public Parameterization<Distribution> build(ModelScope scope) {
    ObservedData observed = scope.observed();
    double unit = observed.kind().scale();
    return Parameterization.of(
        ImmutableList.of(
            new Head("logRate", observed.shape(), LevelCounts.logOfMean(outputBias, observed))),
        (tf, outputs) ->
            new LevelCounts(
                new Poisson(DiagonalNormal.bounded(tf, outputs.get(0)), observed.dimension()),
                unit));
  }
}

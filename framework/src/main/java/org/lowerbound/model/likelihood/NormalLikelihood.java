package org.lowerbound.model.likelihood;

import com.google.common.collect.ImmutableList;
import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.DiagonalNormal;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.model.LikelihoodFamily;
import org.lowerbound.model.Measure;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.Parameterization;
import org.lowerbound.network.Fill;
import org.lowerbound.network.Head;
import org.lowerbound.network.Pass;
import org.lowerbound.network.Zeros;
import org.lowerbound.spec.Default;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

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
  public Measure checkFits(ValueKind kind) {
    // On the reals; what it says of other values is the user's to judge.
    return Measure.DENSITY;
  }

  @Override
  public Parameterization<Distribution> build(ModelScope scope) {
    ObservedData observed = scope.observed();
    Head loc =
        new Head(
            "loc",
            observed.shape(),
            outputBias == OutputBias.DATA_MEAN ? new Fill(observed.mean()) : new Zeros());
    NormalScale.LogScale logScale = scale.build(scope.parameters(), observed.dimension());
    return new Parameterization<>() {
      @Override
      public ImmutableList<Head> heads() {
        return ImmutableList.<Head>builder().add(loc).addAll(scale.heads()).build();
      }

      @Override
      public Distribution given(Ops tf, ImmutableList<Operand<TFloat32>> outputs, Pass pass) {
        return new DiagonalNormal(
            outputs.get(0),
            logScale.given(tf, outputs.subList(1, outputs.size()), pass),
            observed.dimension());
      }
    };
  }
}

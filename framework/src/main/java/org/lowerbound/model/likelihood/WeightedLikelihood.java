package org.lowerbound.model.likelihood;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.lowerbound.data.Standardization;
import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.Factorized;
import org.lowerbound.distribution.WithMean;
import org.lowerbound.model.LikelihoodFamily;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Parameterization;
import org.lowerbound.network.Head;
import org.lowerbound.network.Pass;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.NothingBuiltException;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * log p(x | z) = Σ wᵢ log p(xᵢ | z): another likelihood with a weight for each value. Its
 * exponential is no density, so that its numbers compare with those of the same weights alone.
 *
 * @param likelihood one whose values are independent given z
 * @param weights the wᵢ
 */
public record WeightedLikelihood(
    LikelihoodFamily likelihood, @Default("\"center\"") PixelWeights weights)
    implements LikelihoodFamily {
  @Override
  public LikelihoodKind checkFits(ValueKind kind) {
    likelihood.checkFits(kind);
    weights.checkFits(kind);
    return LikelihoodKind.UNNORMALIZED;
  }

  @Override
  public Parameterization<Distribution> build(ModelScope scope) {
    return new Built(
        NothingBuiltException.check(likelihood, likelihood.build(scope)),
        weights.of(scope.observed()),
        scope.observed().standardization());
  }

  private record Built(
      Parameterization<Distribution> likelihood,
      ImmutableDoubleArray weights,
      Optional<Standardization> standardization)
      implements Parameterization<Distribution> {
    @Override
    public ImmutableList<Head> heads() {
      return likelihood.heads();
    }

    @Override
    public Distribution given(Ops tf, ImmutableList<Operand<TFloat32>> outputs, Pass pass) {
      Distribution distribution = likelihood.given(tf, outputs, pass);
      checkArgument(
          distribution instanceof Factorized,
          "weights are for values that are independent given z, but those of %s are not; most other"
              + " likelihoods can be weighted",
          TypeNames.of(distribution));
      Weighted weighted = new Weighted((Factorized) distribution, weights, standardization);
      return distribution instanceof WithMean withMean
          ? new WeightedWithMean(weighted, withMean)
          : weighted;
    }
  }

  private record Weighted(
      Factorized unweighted,
      ImmutableDoubleArray weights,
      Optional<Standardization> standardization)
      implements Factorized {
    @Override
    public int dimension() {
      return unweighted.dimension();
    }

    @Override
    public Operand<TFloat32> logProbPerComponent(Ops tf, Operand<TFloat32> value) {
      Operand<TFloat32> weighted =
          tf.math.mul(
              constants(tf, weights::get), unweighted.logProbPerComponent(tf, value)); // [..., D]
      return standardization
          .<Operand<TFloat32>>map(given -> tf.math.add(weighted, ofRawValues(tf, given)))
          .orElse(weighted);
    }

    /**
     * The model takes log s off every value, but a weight is of the density of the raw value: wᵢ
     * (log p(yᵢ) − log sᵢ).
     */
    private Operand<TFloat32> ofRawValues(Ops tf, Standardization given) {
      return constants(tf, i -> (1 - weights.get(i)) * Math.log(given.scale().get(i)));
    }

    private Operand<TFloat32> constants(Ops tf, IntToDoubleFunction values) {
      float[] constants = new float[weights.length()];
      for (int i = 0; i < constants.length; i++) {
        constants[i] = (float) values.applyAsDouble(i);
      }
      return tf.constant(constants);
    }
  }

  /** Weights do not move the mean of the distribution that they are put on. */
  private record WeightedWithMean(Weighted weighted, WithMean unweighted)
      implements Factorized, WithMean {
    @Override
    public int dimension() {
      return weighted.dimension();
    }

    @Override
    public Operand<TFloat32> logProbPerComponent(Ops tf, Operand<TFloat32> value) {
      return weighted.logProbPerComponent(tf, value);
    }

    @Override
    public Operand<TFloat32> mean(Ops tf) {
      return unweighted.mean(tf);
    }
  }
}

package org.lowerbound.model.linear;

import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.Model;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.ObservedData;
import org.lowerbound.network.Initializer;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.TypeNames;

/**
 * Probabilistic principal component analysis (Tipping and Bishop 1999): x = Wz + μ + σε with one σ
 * for all values. At the maximum of the likelihood W spans the k directions of greatest variance,
 * up to a rotation of z, and σ² is the mean of the other variances (their eq. 7 and 8).
 *
 * @param latents k, fewer than the values of an observation
 * @param initializer of W. It must not be 0, which is a stationary point; and a W whose columns
 *     depend on each other keeps its rank under EM
 * @param scale the first value of σ
 */
public record ProbabilisticPca(
    @Interval(min = 1, max = 1_000_000) int latents,
    @Default("{\"type\": \"normal\", \"stddev\": 1}") Initializer initializer,
    @Default("1") @Interval(above = 0) double scale)
    implements ModelSpec {
  /** Checks the options. */
  public ProbabilisticPca {
    LinearNormals.check(latents, scale);
  }

  @Override
  public LikelihoodKind checkFits(ObservedData observed) {
    return LinearNormals.checkFits(TypeNames.of(this), latents, observed);
  }

  @Override
  public Model build(ModelScope scope) {
    checkFits(scope.observed());
    return new PpcaModel(LinearNormals.build(scope, latents, initializer, scale, 1));
  }
}

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
 * Factor analysis (Rubin and Thayer 1982): x = Wz + μ + σε with a σ for each value, whose squares
 * are the uniquenesses. Unlike that of PCA, the maximum of the likelihood does not depend on the
 * units of the values.
 *
 * @param latents k, the number of factors, fewer than the values of an observation
 * @param initializer of W, the loadings. It must not be 0, which is a stationary point; and a W
 *     whose columns depend on each other keeps its rank under EM
 * @param scale the first value of every σ
 */
public record FactorAnalysis(
    @Interval(min = 1, max = 1_000_000) int latents,
    @Default("{\"type\": \"normal\", \"stddev\": 1}") Initializer initializer,
    @Default("1") @Interval(above = 0) double scale)
    implements ModelSpec {
  /** Checks the options. */
  public FactorAnalysis {
    LinearNormals.check(latents, scale);
  }

  @Override
  public LikelihoodKind checkFits(ObservedData observed) {
    return LinearNormals.checkFits(TypeNames.of(this), latents, observed);
  }

  @Override
  public Model build(ModelScope scope) {
    checkFits(scope.observed());
    return new FactorModel(LinearNormals.build(scope, latents, initializer, scale, scope.observed().dimension()));
  }
}

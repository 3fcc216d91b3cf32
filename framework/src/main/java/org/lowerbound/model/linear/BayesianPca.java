package org.lowerbound.model.linear;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;
import org.lowerbound.model.LikelihoodKind;
import org.lowerbound.model.Model;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.ObservedData;
import org.lowerbound.network.Fill;
import org.lowerbound.network.Initializer;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.ParameterStore;
import org.lowerbound.network.Zeros;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.ndarray.Shape;

/**
 * Bayesian PCA (Bishop 1999): probabilistic PCA with distributions over W, μ, the noise and a
 * precision α_i for each column of W, by mean-field variational inference. A column that the data
 * do not call for is drawn to 0 by its α_i (automatic relevance determination), so that {@code
 * latents} is the most that there can be.
 *
 * <p>To all but its own objective and {@code variational-bound} it is the linear model at the means
 * of q: E W, E μ, σ² = 1 / E τ.
 *
 * @param latents k, fewer than the values of an observation
 * @param initializer of E W; not 0
 * @param scale the first value of σ
 * @param shape a₀ of the gamma priors on every α_i and on τ = 1 / σ²
 * @param rate their b₀
 * @param meanVariance the variance of the prior of each value of μ, around 0
 */
public record BayesianPca(
    @Interval(min = 1, max = 1_000_000) int latents,
    @Default("{\"type\": \"normal\", \"stddev\": 1}") Initializer initializer,
    @Default("1") @Interval(above = 0) double scale,
    @Default("0.001") @Interval(above = 0) double shape,
    @Default("0.001") @Interval(above = 0) double rate,
    @Default("1000") @Interval(above = 0) double meanVariance)
    implements ModelSpec {
  /** Checks the options. */
  public BayesianPca {
    LinearNormals.check(latents, initializer, scale);
    checkPositive("shape", shape);
    checkPositive("rate", rate);
    checkPositive("meanVariance", meanVariance);
  }

  private static void checkPositive(String name, double value) {
    checkArgument(
        value > 0 && Double.isFinite(value),
        "%s must be positive and finite but is %s",
        name,
        value);
  }

  @Override
  public LikelihoodKind checkFits(ObservedData observed) {
    return LinearNormals.checkFits(TypeNames.of(this), latents, observed);
  }

  @Override
  public Model build(ModelScope scope) {
    checkFits(scope.observed());
    LinearParameters plain = LinearNormals.build(scope, latents, initializer, scale, 1);
    ParameterStore parameters = scope.parameters().in(ParameterGroup.DECODER);
    int dimension = scope.observed().dimension();
    Initializer identity =
        (stream, ofShape) -> {
          float[] values = new float[latents * latents];
          for (int i = 0; i < latents; i++) {
            values[i * (latents + 1)] = 1;
          }
          return values;
        };
    return new BayesianPcaModel(
        new LinearParameters(
            plain.loadings(),
            plain.logScale(),
            plain.mean(),
            Optional.of(
                parameters.create(BayesianPcaModel.SHIFT, Shape.of(dimension), new Zeros())),
            latents,
            1,
            plain.units()),
        new PriorsOfPca(plain.mean(), latents, new GammaPrior(shape, rate), 1 / meanVariance),
        parameters.create(BayesianPcaModel.LOADINGS_FACTOR, Shape.of(latents, latents), identity),
        parameters.create(BayesianPcaModel.LOG_MEAN_VARIANCE, Shape.of(1), Fill.of(0, 1)),
        parameters.create(BayesianPcaModel.LOG_PRECISIONS, Shape.of(latents), Fill.of(0, latents)));
  }
}

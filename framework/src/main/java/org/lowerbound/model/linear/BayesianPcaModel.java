package org.lowerbound.model.linear;

import static org.lowerbound.model.linear.PosteriorFactor.product;

import com.google.common.collect.ImmutableMap;
import org.lowerbound.model.VariationalBayes;
import org.lowerbound.network.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** {@link BayesianPca} in a graph: the parameters of its q(θ), as 32-bit floats. */
final class BayesianPcaModel extends LinearNormal implements VariationalBayes {
  static final String LOADINGS_FACTOR = "decoder.loadingsFactor"; // L, Cov of a row LLᵀ, [k, k]
  static final String LOG_MEAN_VARIANCE = "decoder.logMeanVariance"; // log Var μ, [1]
  static final String LOG_PRECISIONS = "decoder.logPrecisions"; // log E α, [k]

  private final PriorsOfPca priors;
  private final Operand<TFloat32> shift;
  private final Operand<TFloat32> loadingsFactor;
  private final Operand<TFloat32> logMeanVariance;
  private final Operand<TFloat32> logPrecisions;

  BayesianPcaModel(
      LinearParameters parameters,
      PriorsOfPca priors,
      Operand<TFloat32> loadingsFactor,
      Operand<TFloat32> logMeanVariance,
      Operand<TFloat32> logPrecisions) {
    super(parameters);
    this.priors = priors;
    this.shift = parameters.shift().orElseThrow();
    this.loadingsFactor = loadingsFactor;
    this.logMeanVariance = logMeanVariance;
    this.logPrecisions = logPrecisions;
  }

  /** Returns the factors of now. */
  VariationalPca factors(Ops tf) {
    Operand<TFloat64> factor = exact(tf, loadingsFactor);
    return new VariationalPca(
        exact(tf, loadings),
        new SpdInverse(
            product(tf, factor, false, factor, true), SpdInverse.logDeterminant(tf, factor)),
        exact(tf, shift),
        scalar(tf, tf.math.exp(exact(tf, logMeanVariance))),
        tf.math.exp(exact(tf, logPrecisions)),
        scalar(tf, tf.math.exp(tf.math.mul(tf.constant(-2.0), exact(tf, logScale)))));
  }

  PriorsOfPca priors() {
    return priors;
  }

  @Override
  public ImmutableMap<String, Operand<TFloat64>> statistics(
      Ops tf, Operand<TFloat32> observations, Pass pass) {
    return factors(tf).statistics(tf, exactlyCentered(tf, observations), priors);
  }

  /** {@inheritDoc} In the order W, μ, α, τ. */
  @Override
  public ImmutableMap<String, Operand<TFloat32>> ascend(
      Ops tf, ImmutableMap<String, Operand<TFloat64>> statistics, long examples) {
    VariationalPca now = factors(tf);
    VariationalPca.Sums sums = now.sums(tf, statistics, examples, priors);
    VariationalPca next =
        now.withLoadings(tf, sums, priors)
            .withMean(tf, sums, priors)
            .withPrecisions(tf, priors)
            .withNoise(tf, sums, priors);
    return ImmutableMap.<String, Operand<TFloat32>>builder()
        .put(LOADINGS, rounded(tf, next.loadings()))
        .put(LOG_SCALE, one(tf, tf.math.mul(tf.constant(-0.5), tf.math.log(next.noisePrecision()))))
        .put(SHIFT, rounded(tf, next.shift()))
        .put(LOADINGS_FACTOR, rounded(tf, tf.linalg.cholesky(next.covariance().matrix())))
        .put(LOG_MEAN_VARIANCE, one(tf, tf.math.log(next.meanVariance())))
        .put(LOG_PRECISIONS, rounded(tf, tf.math.log(next.precisions())))
        .buildOrThrow();
  }

  @Override
  public Operand<TFloat32> bound(Ops tf, Operand<TFloat32> observations, long examples) {
    VariationalPca now = factors(tf);
    Operand<TFloat64> n = tf.constant((double) examples);
    return units.logDensity(
        tf,
        rounded(
            tf,
            tf.math.add(
                now.ofExamples(tf, exactlyCentered(tf, observations), n, priors),
                tf.math.div(now.negativeKl(tf, n, priors), n))));
  }

  private static Operand<TFloat64> exact(Ops tf, Operand<TFloat32> parameter) {
    return tf.dtypes.cast(parameter, TFloat64.class);
  }

  private static Operand<TFloat64> scalar(Ops tf, Operand<TFloat64> one) {
    return tf.reshape(one, tf.constant(new int[0]));
  }

  private static Operand<TFloat32> one(Ops tf, Operand<TFloat64> scalar) {
    return rounded(tf, tf.reshape(scalar, tf.array(1)));
  }

  private static Operand<TFloat32> rounded(Ops tf, Operand<TFloat64> value) {
    return tf.dtypes.cast(value, TFloat32.class);
  }
}

package org.lowerbound.distribution.discrete;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.distribution.WithVariance;
import org.lowerbound.distribution.formula.SaddlePoint;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Independent negative binomial counts 0, 1, 2, ... by their mean μ and inverse dispersion θ:
 * Poisson counts whose rates are gamma variables of shape θ and mean μ (the form that Lopez et al.
 * 2018 use for gene expression). The variance is μ + μ²/θ; for a large θ the counts are Poisson's.
 *
 * <p>The log-mass log Γ(x + θ) − log Γ(θ) − log x! + θ log(θ/(θ + μ)) + x log(μ/(θ + μ)) is
 * computed by its saddle point (Loader 2000): with n = x + θ, d = log(n/(μ + θ)), δ the error of
 * Stirling's formula and r(d) = eᵈ − 1 − d it is δ(n) − δ(x) − δ(θ) − θ r(d) − x r(d + log μ − log
 * x) + ½ log(θ / (2π n x)), whose terms are no larger than the result, however large x, μ and θ
 * are. Whether values are counts is not checked.
 *
 * @param logMean log μ, {@code [..., B, D]}
 * @param logInverseDispersion log θ; any shape that broadcasts to {@code logMean}
 * @param dimension D
 */
public record NegativeBinomial(
    Operand<TFloat32> logMean, Operand<TFloat32> logInverseDispersion, int dimension)
    implements WithVariance {
  /** Checks the dimension. */
  public NegativeBinomial {
    checkArgument(dimension > 0, "dimension must be positive: %s", dimension);
  }

  @Override
  public Operand<TFloat32> logProbPerComponent(Ops tf, Operand<TFloat32> value) {
    Operand<TFloat32> theta = tf.math.exp(logInverseDispersion);
    Operand<TFloat32> none = // x = 0: θ log(θ/(θ + μ))
        tf.math.neg(
            tf.math.mul(theta, tf.math.softplus(tf.math.sub(logMean, logInverseDispersion))));
    Operand<TFloat32> some = ofPositive(tf, tf.math.maximum(value, tf.constant(1f)), theta);
    return tf.select(tf.math.greater(value, tf.constant(0f)), some, none);
  }

  private Operand<TFloat32> ofPositive(Ops tf, Operand<TFloat32> count, Operand<TFloat32> theta) {
    Operand<TFloat32> logCount = tf.math.log(count);
    Operand<TFloat32> total = tf.math.add(count, theta);
    Operand<TFloat32> logTotal = tf.math.log(total);
    Operand<TFloat32> d = logRatio(tf, count, tf.math.exp(logMean), theta);
    Operand<TFloat32> ofTheta = tf.math.mul(theta, SaddlePoint.exponentialRemainder(tf, d));
    Operand<TFloat32> ofCount =
        tf.math.mul(
            count,
            SaddlePoint.exponentialRemainder(tf, tf.math.add(d, tf.math.sub(logMean, logCount))));
    Operand<TFloat32> errors =
        tf.math.sub(
            tf.math.sub(
                SaddlePoint.stirlingError(tf, total, logTotal),
                SaddlePoint.stirlingError(tf, theta, logInverseDispersion)),
            SaddlePoint.stirlingError(tf, count, logCount));
    Operand<TFloat32> halfLogs =
        tf.math.mul(
            tf.constant(0.5f), tf.math.sub(tf.math.sub(logInverseDispersion, logTotal), logCount));
    return tf.math.add(
        tf.math.sub(errors, tf.math.add(ofTheta, ofCount)),
        tf.math.sub(halfLogs, tf.constant(SaddlePoint.HALF_LOG_TWO_PI)));
  }

  /** Returns log((x + θ)/(μ + θ)), exact also where the two are close or very different. */
  private static Operand<TFloat32> logRatio(
      Ops tf, Operand<TFloat32> count, Operand<TFloat32> mean, Operand<TFloat32> theta) {
    Operand<TFloat32> denominator = tf.math.add(mean, theta);
    Operand<TFloat32> excess = tf.math.div(tf.math.sub(count, mean), denominator);
    return SaddlePoint.logRatio(tf, excess, tf.math.div(tf.math.add(count, theta), denominator));
  }

  @Override
  public Operand<TFloat32> mean(Ops tf) {
    return tf.math.exp(logMean);
  }

  @Override
  public Operand<TFloat32> variance(Ops tf) {
    Operand<TFloat32> overdispersion = // μ/θ
        tf.math.exp(tf.math.sub(logMean, logInverseDispersion));
    return tf.math.mul(mean(tf), tf.math.add(tf.constant(1f), overdispersion));
  }
}

package org.lowerbound.distribution.continuous;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.distribution.WithVariance;
import org.lowerbound.distribution.formula.SaddlePoint;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Independent beta components on (0, 1). Whoever has values at the very ends moves them inside: the
 * density there is 0 or infinite.
 *
 * <p>The log-density (α − 1) log x + (β − 1) log(1 − x) − log B(α, β) is computed by its saddle
 * point (Loader 2000), which is exact also for a sharp peak: with n = α + β, δ the error of
 * Stirling's formula and r(d) = eᵈ − 1 − d it is δ(n) − δ(α) − δ(β) + ½ log(αβ / (2πn)) − α
 * r(log(nx/α)) − β r(log(n(1 − x)/β)) − log x − log(1 − x).
 *
 * @param logAlpha log α, {@code [..., B, D]}
 * @param logBeta log β; any shape that broadcasts to {@code logAlpha}
 * @param dimension D
 */
public record Beta(Operand<TFloat32> logAlpha, Operand<TFloat32> logBeta, int dimension)
    implements WithVariance {
  /** Checks the dimension. */
  public Beta {
    checkArgument(dimension > 0, "dimension must be positive: %s", dimension);
  }

  @Override
  public Operand<TFloat32> logProbPerComponent(Ops tf, Operand<TFloat32> value) {
    Operand<TFloat32> alpha = tf.math.exp(logAlpha);
    Operand<TFloat32> beta = tf.math.exp(logBeta);
    Operand<TFloat32> logOdds = tf.math.sub(logAlpha, logBeta); // Of the mean.
    Operand<TFloat32> logTotal = tf.math.add(logBeta, tf.math.softplus(logOdds));
    Operand<TFloat32> errors =
        tf.math.sub(
            SaddlePoint.stirlingError(tf, tf.math.add(alpha, beta), logTotal),
            tf.math.add(
                SaddlePoint.stirlingError(tf, alpha, logAlpha),
                SaddlePoint.stirlingError(tf, beta, logBeta)));
    Operand<TFloat32> halfLogs =
        tf.math.mul(tf.constant(0.5f), tf.math.sub(tf.math.add(logAlpha, logBeta), logTotal));
    Operand<TFloat32> atMode =
        tf.math.add(errors, tf.math.sub(halfLogs, tf.constant(SaddlePoint.HALF_LOG_TWO_PI)));
    Operand<TFloat32> logX = tf.math.log(value);
    Operand<TFloat32> logRest = tf.math.log1p(tf.math.neg(value));
    // log(n/α) = softplus(log β − log α), and so for β.
    Operand<TFloat32> ofX =
        SaddlePoint.exponentialRemainder(
            tf, tf.math.add(logX, tf.math.softplus(tf.math.neg(logOdds))));
    Operand<TFloat32> ofRest =
        SaddlePoint.exponentialRemainder(tf, tf.math.add(logRest, tf.math.softplus(logOdds)));
    Operand<TFloat32> deviance = tf.math.add(tf.math.mul(alpha, ofX), tf.math.mul(beta, ofRest));
    return tf.math.sub(tf.math.sub(atMode, deviance), tf.math.add(logX, logRest));
  }

  @Override
  public Operand<TFloat32> mean(Ops tf) {
    return tf.math.sigmoid(tf.math.sub(logAlpha, logBeta));
  }

  @Override
  public Operand<TFloat32> variance(Ops tf) {
    Operand<TFloat32> ends = // αβ / (α + β)²
        tf.math.mul(mean(tf), tf.math.sigmoid(tf.math.sub(logBeta, logAlpha)));
    Operand<TFloat32> total = tf.math.add(tf.math.exp(logAlpha), tf.math.exp(logBeta));
    return tf.math.div(ends, tf.math.add(total, tf.constant(1f)));
  }
}

package org.lowerbound.distribution.discrete;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.distribution.WithVariance;
import org.lowerbound.distribution.formula.SaddlePoint;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Independent Poisson counts 0, 1, 2, ...
 *
 * <p>The log-mass x log λ − λ − log x! is computed as −½ log 2πx − δ(x) − x (eᵈ − 1 − d) with d =
 * log λ − log x and δ the error of Stirling's formula (Loader 2000), which loses nothing for large
 * counts. The gradient with respect to log λ is x − λ. Whether values are counts is not checked.
 *
 * @param logRate log λ, {@code [..., B, D]} or any shape that broadcasts to it
 * @param dimension D
 */
public record Poisson(Operand<TFloat32> logRate, int dimension) implements WithVariance {
  /** Checks the dimension. */
  public Poisson {
    checkArgument(dimension > 0, "dimension must be positive: %s", dimension);
  }

  @Override
  public Operand<TFloat32> logProbPerComponent(Ops tf, Operand<TFloat32> value) {
    Operand<TFloat32> count = tf.math.maximum(value, tf.constant(1f)); // 0 has its own form.
    Operand<TFloat32> logCount = tf.math.log(count);
    Operand<TFloat32> deviance =
        tf.math.mul(count, SaddlePoint.exponentialRemainder(tf, tf.math.sub(logRate, logCount)));
    Operand<TFloat32> ofCount =
        tf.math.add(
            SaddlePoint.stirlingError(tf, count, logCount),
            tf.math.add(
                tf.math.mul(tf.constant(0.5f), logCount),
                tf.constant(SaddlePoint.HALF_LOG_TWO_PI)));
    return tf.math.neg(
        tf.select(
            tf.math.greater(value, tf.constant(0f)),
            tf.math.add(deviance, ofCount),
            tf.math.exp(logRate)));
  }

  @Override
  public Operand<TFloat32> mean(Ops tf) {
    return tf.math.exp(logRate);
  }

  @Override
  public Operand<TFloat32> variance(Ops tf) {
    return mean(tf);
  }
}

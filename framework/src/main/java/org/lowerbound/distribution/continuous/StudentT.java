package org.lowerbound.distribution.continuous;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.distribution.WithVariance;
import org.lowerbound.distribution.formula.SaddlePoint;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Independent Student-t components: normal ones whose precision is a gamma variable, with tails
 * that fall as |x|^(−ν−1).
 *
 * <p>With z = (x − loc)/scale the log-density is log Γ(½(ν + 1)) − log Γ(½ν) − ½ log νπ − log scale
 * − ½(ν + 1) log(1 + z²/ν). The difference of log-gamma functions is taken by Stirling's formula,
 * so that the normal distribution is reached at a large ν and not lost in rounding.
 *
 * @param loc the centre, {@code [..., B, D]}
 * @param logScale the logarithm of the scale, which is not the standard deviation; any shape that
 *     broadcasts to {@code loc}
 * @param logDegrees log ν; any shape that broadcasts to {@code loc}
 * @param dimension D
 */
public record StudentT(
    Operand<TFloat32> loc, Operand<TFloat32> logScale, Operand<TFloat32> logDegrees, int dimension)
    implements WithVariance {
  private static final float LOG_TWO = (float) Math.log(2);

  /** Checks the dimension. */
  public StudentT {
    checkArgument(dimension > 0, "dimension must be positive: %s", dimension);
  }

  /** Returns components with the same fixed ν, degrees of freedom. */
  public static StudentT withDegrees(
      Ops tf, Operand<TFloat32> loc, Operand<TFloat32> logScale, double degrees, int dimension) {
    checkArgument(
        degrees > 0 && Double.isFinite(degrees),
        "degrees of freedom must be positive and finite: %s",
        degrees);
    return new StudentT(loc, logScale, tf.constant((float) Math.log(degrees)), dimension);
  }

  @Override
  public Operand<TFloat32> logProbPerComponent(Ops tf, Operand<TFloat32> value) {
    Operand<TFloat32> half = tf.constant(0.5f);
    Operand<TFloat32> exponent = // ½(ν + 1)
        tf.math.mul(half, tf.math.add(tf.math.exp(logDegrees), tf.constant(1f)));
    Operand<TFloat32> rootOfDegrees = tf.math.mul(half, logDegrees);
    Operand<TFloat32> standardized =
        tf.math.mul(
            tf.math.sub(value, loc),
            tf.math.exp(tf.math.neg(tf.math.add(logScale, rootOfDegrees)))); // z/√ν
    Operand<TFloat32> tail = tf.math.mul(exponent, tf.math.log1p(tf.math.square(standardized)));
    return tf.math.sub(tf.math.sub(logNormalizer(tf, exponent), logScale), tail);
  }

  /**
   * Returns log Γ(a + ½) − log Γ(a) − ½ log 2πa at a = ½ν, which is δ(a + ½) − δ(a) + a log(1 +
   * 1/2a) − ½ − ½ log 2π with the error δ of Stirling's formula.
   */
  private Operand<TFloat32> logNormalizer(Ops tf, Operand<TFloat32> exponent) {
    Operand<TFloat32> a = tf.math.mul(tf.constant(0.5f), tf.math.exp(logDegrees));
    Operand<TFloat32> logA = tf.math.sub(logDegrees, tf.constant(LOG_TWO));
    Operand<TFloat32> step = tf.math.softplus(tf.math.neg(logDegrees)); // log(1 + 1/2a)
    Operand<TFloat32> errors =
        tf.math.sub(
            SaddlePoint.stirlingError(tf, exponent, tf.math.add(logA, step)),
            SaddlePoint.stirlingError(tf, a, logA));
    Operand<TFloat32> powers =
        tf.math.sub(tf.math.mul(a, step), tf.constant(0.5f + SaddlePoint.HALF_LOG_TWO_PI));
    return tf.math.add(errors, powers);
  }

  /** Returns {@code loc} where ν &gt; 1, and NaN where there is no mean. */
  @Override
  public Operand<TFloat32> mean(Ops tf) {
    return tf.select(tf.math.greater(logDegrees, tf.constant(0f)), loc, tf.constant(Float.NaN));
  }

  /** Returns scale²·ν/(ν − 2) where ν &gt; 2, infinity for 1 &lt; ν ≤ 2, else NaN. */
  @Override
  public Operand<TFloat32> variance(Ops tf) {
    Operand<TFloat32> ratio = // (ν − 2)/ν
        tf.math.neg(tf.math.expm1(tf.math.sub(tf.constant(LOG_TWO), logDegrees)));
    Operand<TFloat32> square = tf.math.exp(tf.math.mul(tf.constant(2f), logScale));
    Operand<TFloat32> finite =
        tf.select(
            tf.math.greater(ratio, tf.constant(0f)),
            tf.math.div(square, ratio),
            tf.constant(Float.POSITIVE_INFINITY));
    Operand<TFloat32> mean = mean(tf);
    return tf.math.add(finite, tf.math.sub(mean, mean)); // NaN where there is no mean.
  }
}

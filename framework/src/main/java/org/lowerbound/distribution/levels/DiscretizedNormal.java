package org.lowerbound.distribution.levels;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.distribution.Factorized;
import org.lowerbound.distribution.formula.KnownSlope;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * Independent values among the levels k/(L − 1), k = 0, ..., L − 1, with the masses of a normal
 * distribution in bins of width 1/(L − 1) around them; the first and the last bin are open (Ho et
 * al. 2020, equation 13). The log-densities are logarithms of masses and never positive.
 *
 * @param loc the mean of the normal distribution, in the units of the values, {@code [..., B, D]}
 * @param logScale the logarithm of its standard deviation; any shape that broadcasts to {@code loc}
 * @param levels L
 * @param dimension D
 */
public record DiscretizedNormal(
    Operand<TFloat32> loc, Operand<TFloat32> logScale, int levels, int dimension)
    implements Factorized {
  /** From so many standard deviations on the series of the tail is exact to 10⁻⁵. */
  private static final float FAR = 8f;

  /** A bin this narrow, times the distance from the mean, has the density of its middle to 10⁻⁴. */
  private static final float NARROW = 0.02f;

  private static final float LEAST_DROP = 1e-6f;
  private static final float HALF_LOG_TWO_PI = (float) (0.5 * Math.log(2 * Math.PI));
  private static final float ROOT_HALF = (float) Math.sqrt(0.5);

  /** Checks the numbers. */
  public DiscretizedNormal {
    checkArgument(levels >= 2, "levels must be at least 2: %s", levels);
    checkArgument(dimension > 0, "dimension must be positive: %s", dimension);
  }

  /**
   * {@inheritDoc}
   *
   * <p>The bin is turned to the upper side of the mean, where with its edges a &lt; b, in standard
   * deviations, the mass is Q(a) − Q(b) = Q(a) (1 − Q(b)/Q(a)), Q the upper tail. In logarithms
   * neither underflows, however far away the mean is.
   */
  @Override
  public Operand<TFloat32> logProbPerComponent(Ops tf, Operand<TFloat32> value) {
    Operand<TFloat32> inverseScale = tf.math.exp(tf.math.neg(logScale));
    Operand<TFloat32> halfWidth = tf.constant((float) (0.5 / (levels - 1)));
    Operand<TFloat32> offset = tf.math.sub(value, loc);
    Operand<TFloat32> distance = tf.math.abs(offset);
    Operand<TFloat32> near =
        logTail(tf, scaled(tf, tf.math.sub(distance, halfWidth), inverseScale));
    Operand<TFloat32> far = logTail(tf, scaled(tf, tf.math.add(distance, halfWidth), inverseScale));
    Operand<TFloat32> drop = // Never 0, so that what is not chosen has a finite gradient.
        tf.math.minimum(tf.math.sub(far, near), tf.constant(-LEAST_DROP));
    Operand<TFloat32> ofTails = tf.math.add(near, tf.math.log(tf.math.neg(tf.math.expm1(drop))));
    // A bin across which the density hardly changes: its middle, where the tails would cancel.
    Operand<TFloat32> middle = scaled(tf, distance, inverseScale);
    Operand<TFloat32> width = tf.math.mul(tf.constant(1f / (levels - 1)), inverseScale);
    Operand<TFloat32> ofMiddle =
        tf.math.sub(
            tf.math.mul(tf.constant(-0.5f), tf.math.square(middle)),
            tf.math.add(logScale, tf.constant((float) (HALF_LOG_TWO_PI + Math.log(levels - 1)))));
    Operand<TBool> isNarrow =
        tf.math.less(
            tf.math.mul(width, tf.math.maximum(middle, tf.constant(1f))), tf.constant(NARROW));
    Operand<TFloat32> between = tf.select(isNarrow, ofMiddle, ofTails);
    Operand<TFloat32> below = // The first bin: all that is below its upper edge.
        logTail(tf, scaled(tf, tf.math.neg(tf.math.add(offset, halfWidth)), inverseScale));
    Operand<TFloat32> above = logTail(tf, scaled(tf, tf.math.sub(offset, halfWidth), inverseScale));
    Operand<TFloat32> shape = tf.zerosLike(between);
    Operand<TFloat32> level = tf.math.add(value, shape);
    return tf.select(
        tf.math.less(level, halfWidth),
        below,
        tf.select(tf.math.greater(level, tf.math.sub(tf.constant(1f), halfWidth)), above, between));
  }

  private static Operand<TFloat32> scaled(
      Ops tf, Operand<TFloat32> distance, Operand<TFloat32> inverseScale) {
    return tf.math.mul(distance, inverseScale);
  }

  /**
   * Returns log Q(z), the logarithm of the mass above z: by the complementary error function, and
   * far out by φ(z)/z (1 − 1/z² + 3/z⁴ − 15/z⁶) (Abramowitz and Stegun 1964, 26.2.12). What is not
   * chosen is computed at the border, so that no gradient is infinite times 0.
   */
  private static Operand<TFloat32> logTail(Ops tf, Operand<TFloat32> z) {
    Operand<TFloat32> border = tf.constant(FAR);
    Operand<TFloat32> small = tf.math.minimum(z, border);
    Operand<TFloat32> logMass =
        tf.math.log(
            tf.math.mul(
                tf.constant(0.5f),
                tf.math.erfc(tf.math.mul(tf.constant(ROOT_HALF), tf.stopGradient(small)))));
    Operand<TFloat32> logDensity =
        tf.math.sub(
            tf.math.mul(tf.constant(-0.5f), tf.math.square(small)), tf.constant(HALF_LOG_TWO_PI));
    Operand<TFloat32> near = // TensorFlow has no gradient of erfc; it is −φ/Q here.
        KnownSlope.attach(
            tf, logMass, small, tf.math.neg(tf.math.exp(tf.math.sub(logDensity, logMass))));
    Operand<TFloat32> large = tf.math.maximum(z, border);
    Operand<TFloat32> inverse = tf.math.reciprocal(tf.math.square(large));
    Operand<TFloat32> series =
        tf.math.mul(
            inverse,
            tf.math.add(
                tf.constant(-1f),
                tf.math.mul(
                    inverse,
                    tf.math.add(tf.constant(3f), tf.math.mul(inverse, tf.constant(-15f))))));
    Operand<TFloat32> far =
        tf.math.sub(
            tf.math.log1p(series),
            tf.math.add(
                tf.math.mul(tf.constant(0.5f), tf.math.square(large)),
                tf.math.add(tf.math.log(large), tf.constant(HALF_LOG_TWO_PI))));
    return tf.select(tf.math.less(z, border), near, far);
  }
}

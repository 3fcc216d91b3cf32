package org.lowerbound.distribution.bijector;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.graph.GraphMath;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The logit of each component of the unit cube, drawn in from its ends: y = log(p / (1 − p)) with p
 * = α + (1 − 2α) x (Papamakarios et al. 2017, section 4.3; Dinh et al. 2017, section 4.1, whose
 * text has 1 − α in the place of 1 − 2α and so an infinite image of 1).
 *
 * <p>1 − p is taken from 1 − x, which is exact for x that are multiples of 2⁻²⁴, so that both ends
 * have the same precision. Values beyond the ends of the interval where p is between 0 and 1, which
 * have no image, are taken as its ends, {@code 1e-30} away.
 *
 * @param alpha α, from 0 to less than a half; for 0 the image of 0 and 1 is at ±69
 * @param dimension D
 */
public record Logit(double alpha, int dimension) implements Bijector {
  private static final float SMALLEST = 1e-30f;

  /** Checks the arguments. */
  public Logit {
    LastAxis.checkDimension(dimension, 1);
    checkArgument(alpha >= 0 && alpha < 0.5, "alpha must be 0 to less than 0.5 but is %s", alpha);
  }

  /** Returns the logit of one value, on the host. */
  public double of(double x) {
    return Math.log((alpha + width() * x) / (alpha + width() * (1 - x)));
  }

  private double width() {
    return 1 - 2 * alpha;
  }

  @Override
  public Image forward(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> below = log(tf, x); // log p
    Operand<TFloat32> above = log(tf, tf.math.sub(tf.constant(1f), x)); // log (1 − p)
    Operand<TFloat32> logSlope =
        tf.math.sub(
            tf.constant((float) Math.log(width())),
            tf.math.add(below, above)); // dy/dp = 1/(p(1−p))
    return new Image(tf.math.sub(below, above), GraphMath.sumEvent(tf, logSlope));
  }

  private Operand<TFloat32> log(Ops tf, Operand<TFloat32> fromItsEnd) {
    return tf.math.log(
        tf.math.maximum(
            tf.math.add(
                tf.constant((float) alpha), tf.math.mul(tf.constant((float) width()), fromItsEnd)),
            tf.constant(SMALLEST)));
  }

  @Override
  public Image inverse(Ops tf, Operand<TFloat32> y) {
    Operand<TFloat32> p = tf.math.sigmoid(y);
    Operand<TFloat32> x =
        tf.math.div(tf.math.sub(p, tf.constant((float) alpha)), tf.constant((float) width()));
    // log σ(y) + log σ(−y) = −|y| − 2 log(1 + exp(−|y|))
    Operand<TFloat32> size = tf.math.abs(y);
    Operand<TFloat32> logSlope =
        tf.math.neg(
            tf.math.add(
                tf.math.add(
                    size,
                    tf.math.mul(tf.constant(2f), tf.math.log1p(tf.math.exp(tf.math.neg(size))))),
                tf.constant((float) Math.log(width()))));
    return new Image(x, GraphMath.sumEvent(tf, logSlope));
  }

  @Override
  public Logit detached(Ops tf) {
    return this;
  }
}

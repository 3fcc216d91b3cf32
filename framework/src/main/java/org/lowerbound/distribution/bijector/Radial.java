package org.lowerbound.distribution.bijector;

import static org.lowerbound.distribution.bijector.LastAxis.dot;

import org.lowerbound.graph.GraphMath;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A radial layer, y = x + β (x − c)/(α + r) with r = ‖x − c‖ (Rezende and Mohamed 2015, eq. 14): it
 * pulls space to a center or pushes it away.
 *
 * <p>It is invertible if β &gt; −α, which β = −α + softplus(raw) ensures (appendix A.2). A
 * thousandth of α is added, so that no log-determinant is infinite. log α is kept within ±10.
 *
 * <p>All is written in terms of g = α + β, which is positive: y − c = (x − c)(r + g)/(r + α), the
 * determinant is ((r + g)/(r + α))ᴰ⁻¹ (r² + 2αr + αg)/(r + α)², and the inverse's r is the positive
 * root of r² + (g − ρ) r − αρ with ρ = ‖y − c‖. No difference of large numbers is left but g − ρ.
 *
 * @param center c, {@code [D]} or {@code [B, D]}
 * @param logAlpha log α, {@code [1]} or {@code [B, 1]}
 * @param betaRaw β before the constraint, {@code [1]} or {@code [B, 1]}
 * @param dimension D
 */
public record Radial(
    Operand<TFloat32> center, Operand<TFloat32> logAlpha, Operand<TFloat32> betaRaw, int dimension)
    implements Bijector {
  private static final float LARGEST_LOG_ALPHA = 10f;
  private static final float SMALLEST_RATIO = 1e-3f;

  /** A radius of 10⁻¹⁰, below which a root has no usable gradient. */
  private static final float SMALLEST_SQUARED_RADIUS = 1e-20f;

  /** Checks the shapes as far as they are known. */
  public Radial {
    LastAxis.checkDimension(dimension, 1);
    LastAxis.checkLength(center, "center", dimension);
    LastAxis.checkLength(logAlpha, "logAlpha", 1);
    LastAxis.checkLength(betaRaw, "betaRaw", 1);
  }

  @Override
  public Image forward(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> alpha = alpha(tf);
    Operand<TFloat32> sum = alphaPlusBeta(tf, alpha);
    Operand<TFloat32> offset = tf.math.sub(x, center);
    Operand<TFloat32> radius = norm(tf, offset); // [..., B, 1]
    Operand<TFloat32> growth = growth(tf, alpha, sum, radius);
    return new Image(
        tf.math.add(center, tf.math.mul(offset, growth)),
        logDeterminant(tf, alpha, sum, radius, growth));
  }

  @Override
  public Image inverse(Ops tf, Operand<TFloat32> y) {
    Operand<TFloat32> alpha = alpha(tf);
    Operand<TFloat32> sum = alphaPlusBeta(tf, alpha);
    Operand<TFloat32> offset = tf.math.sub(y, center);
    Operand<TFloat32> radius = radiusBefore(tf, alpha, sum, norm(tf, offset));
    Operand<TFloat32> growth = growth(tf, alpha, sum, radius);
    return new Image(
        tf.math.add(center, tf.math.div(offset, growth)),
        tf.math.neg(logDeterminant(tf, alpha, sum, radius, growth)));
  }

  @Override
  public Radial detached(Ops tf) {
    return new Radial(
        tf.stopGradient(center), tf.stopGradient(logAlpha), tf.stopGradient(betaRaw), dimension);
  }

  private Operand<TFloat32> alpha(Ops tf) {
    return tf.math.exp(
        tf.clipByValue(logAlpha, tf.constant(-LARGEST_LOG_ALPHA), tf.constant(LARGEST_LOG_ALPHA)));
  }

  private Operand<TFloat32> alphaPlusBeta(Ops tf, Operand<TFloat32> alpha) {
    return tf.math.add(tf.math.softplus(betaRaw), tf.math.mul(tf.constant(SMALLEST_RATIO), alpha));
  }

  private static Operand<TFloat32> norm(Ops tf, Operand<TFloat32> offset) {
    return tf.math.sqrt(
        tf.math.maximum(dot(tf, offset, offset), tf.constant(SMALLEST_SQUARED_RADIUS)));
  }

  private static Operand<TFloat32> growth(
      Ops tf, Operand<TFloat32> alpha, Operand<TFloat32> sum, Operand<TFloat32> radius) {
    return tf.math.div(tf.math.add(radius, sum), tf.math.add(radius, alpha));
  }

  private Operand<TFloat32> logDeterminant(
      Ops tf,
      Operand<TFloat32> alpha,
      Operand<TFloat32> sum,
      Operand<TFloat32> radius,
      Operand<TFloat32> growth) {
    Operand<TFloat32> across =
        tf.math.mul(tf.constant(dimension - 1f), tf.math.log(growth)); // D − 1 directions
    // r/(r + α)·(1 + α/(r + α)) + α/(r + α)·g/(r + α): no square of a large radius.
    Operand<TFloat32> base = tf.math.add(radius, alpha);
    Operand<TFloat32> share = tf.math.div(alpha, base); // α/(r + α)
    Operand<TFloat32> rest = tf.math.div(radius, base); // r/(r + α)
    Operand<TFloat32> along =
        tf.math.log(
            tf.math.add(
                tf.math.mul(rest, tf.math.add(tf.constant(1f), share)),
                tf.math.mul(share, tf.math.div(sum, base))));
    return GraphMath.sumEvent(tf, tf.math.add(across, along));
  }

  /** Returns the positive root of r² + (g − ρ) r − αρ. */
  private static Operand<TFloat32> radiusBefore(
      Ops tf, Operand<TFloat32> alpha, Operand<TFloat32> sum, Operand<TFloat32> radius) {
    Operand<TFloat32> linear = tf.math.sub(sum, radius);
    Operand<TFloat32> product = tf.math.mul(alpha, radius); // αρ > 0
    Operand<TFloat32> root =
        tf.math.sqrt(tf.math.add(tf.math.square(linear), tf.math.mul(tf.constant(4f), product)));
    // Of the two forms of the root the one that adds numbers of one sign.
    Operand<TFloat32> twice = tf.math.add(tf.math.abs(linear), root);
    return tf.select(
        tf.math.greater(linear, tf.constant(0f)),
        tf.math.div(tf.math.mul(tf.constant(2f), product), twice),
        tf.math.mul(tf.constant(0.5f), twice));
  }
}

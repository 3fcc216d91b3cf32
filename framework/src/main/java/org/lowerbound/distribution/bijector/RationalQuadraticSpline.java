package org.lowerbound.distribution.bijector;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.graph.GraphMath;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A monotone rational-quadratic spline of each component inside ±bound, and the identity outside
 * (Durkan et al. 2019, section 3.1).
 *
 * <p>Widths and heights of the K bins are a softmax of their parameters, and slopes at the K − 1
 * inner knots a softplus, which is shifted so that parameters of zeros give slopes of 1, and the
 * whole the identity. The slopes at ±bound are 1. No width or height is less than a thousandth of
 * the interval, and no slope less than a thousandth.
 *
 * @param parameters for each component K widths, K heights and K − 1 slopes, {@code [D, 3K − 1]} or
 *     {@code [..., B, D, 3K − 1]}
 * @param bins K
 * @param bound the half-width of the interval
 * @param dimension D
 */
public record RationalQuadraticSpline(
    Operand<TFloat32> parameters, int bins, float bound, int dimension) implements Bijector {
  /** The most bins that leave something to share out above the smallest width. */
  private static final int MOST_BINS = 500;

  /** Checks the settings, and the shape as far as it is known. */
  public RationalQuadraticSpline {
    LastAxis.checkDimension(dimension, 1);
    checkBins(bins);
    checkBound(bound);
    Shape shape = parameters.shape();
    int axes = shape.numDimensions();
    checkArgument(
        axes < 0
            || (axes >= 2
                && fits(shape.get(axes - 2), dimension)
                && fits(shape.get(axes - 1), parameterCount(bins))),
        "a spline's parameters must have the shape [%s, %s] or [B, %s, %s], not %s",
        dimension,
        parameterCount(bins),
        dimension,
        parameterCount(bins),
        shape);
  }

  private static boolean fits(long length, int expected) {
    return length < 0 || length == expected;
  }

  static void checkBins(int bins) {
    checkArgument(bins >= 2 && bins <= MOST_BINS, "bins must be 2 to %s, not %s", MOST_BINS, bins);
  }

  static void checkBound(float bound) {
    checkArgument(
        bound > 0 && Float.isFinite(bound), "bound must be positive and finite, not %s", bound);
  }

  /** Returns the number of parameters of a component, 3K − 1. */
  public static int parameterCount(int bins) {
    return 3 * bins - 1;
  }

  @Override
  public Image forward(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> within = within(tf, x);
    SplineBin bin = knots(tf).binOfArgument(tf, within);
    Operand<TFloat32> share = bin.share(tf, within);
    return image(tf, x, bin.value(tf, share), bin.logSlope(tf, share));
  }

  @Override
  public Image inverse(Ops tf, Operand<TFloat32> y) {
    Operand<TFloat32> within = within(tf, y);
    SplineBin bin = knots(tf).binOfValue(tf, within);
    Operand<TFloat32> share = bin.shareAt(tf, within);
    return image(tf, y, bin.argument(tf, share), tf.math.neg(bin.logSlope(tf, share)));
  }

  @Override
  public RationalQuadraticSpline detached(Ops tf) {
    return new RationalQuadraticSpline(tf.stopGradient(parameters), bins, bound, dimension);
  }

  private SplineKnots knots(Ops tf) {
    return SplineKnots.of(tf, parameters, bins, bound);
  }

  /** Returns the argument moved into the interval: what is not selected is finite nevertheless. */
  private Operand<TFloat32> within(Ops tf, Operand<TFloat32> argument) {
    return tf.clipByValue(argument, tf.constant(-bound), tf.constant(bound));
  }

  private Image image(
      Ops tf, Operand<TFloat32> argument, Operand<TFloat32> value, Operand<TFloat32> logSlope) {
    var inside = tf.math.less(tf.math.abs(argument), tf.constant(bound));
    return new Image(
        tf.select(inside, value, argument),
        GraphMath.sumEvent(tf, tf.select(inside, logSlope, tf.zerosLike(logSlope))));
  }
}

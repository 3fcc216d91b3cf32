package org.lowerbound.distribution.bijector;

import java.util.List;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.graph.Softmax;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Cumsum;
import org.tensorflow.types.TFloat32;

/**
 * The bins of splines, each part {@code [..., D, K]}.
 *
 * @param left the arguments where bins begin
 * @param width their widths
 * @param bottom the values where they begin
 * @param height their heights
 * @param slope the slopes where they begin
 * @param nextSlope the slopes where they end
 */
record SplineKnots(
    Operand<TFloat32> left,
    Operand<TFloat32> width,
    Operand<TFloat32> bottom,
    Operand<TFloat32> height,
    Operand<TFloat32> slope,
    Operand<TFloat32> nextSlope) {
  private static final float SMALLEST_SHARE = 1e-3f;
  private static final float SMALLEST_SLOPE = 1e-3f;

  /** softplus of this is 1 − {@link #SMALLEST_SLOPE}. */
  private static final float SLOPE_OFFSET = (float) Math.log(Math.expm1(1 - SMALLEST_SLOPE));

  /** Makes bins of unconstrained parameters {@code [..., D, 3K − 1]}. */
  static SplineKnots of(Ops tf, Operand<TFloat32> parameters, int bins, float bound) {
    Operand<TFloat32> width = lengths(tf, LastAxis.slice(tf, parameters, 0, bins), bins, bound);
    Operand<TFloat32> height =
        lengths(tf, LastAxis.slice(tf, parameters, bins, 2 * bins), bins, bound);
    Operand<TFloat32> inner =
        tf.math.add(
            tf.constant(SMALLEST_SLOPE),
            tf.math.softplus(
                tf.math.add(
                    LastAxis.slice(tf, parameters, 2 * bins, 3 * bins - 1),
                    tf.constant(SLOPE_OFFSET))));
    Operand<TFloat32> one =
        tf.math.add(tf.constant(1f), tf.zerosLike(LastAxis.slice(tf, width, 0, 1)));
    return new SplineKnots(
        starts(tf, width, bound),
        width,
        starts(tf, height, bound),
        height,
        LastAxis.join(tf, List.of(one, inner)),
        LastAxis.join(tf, List.of(inner, one)));
  }

  /** Returns the bin of each argument {@code [..., D]} inside the interval. */
  SplineBin binOfArgument(Ops tf, Operand<TFloat32> argument) {
    return selected(tf, left, argument);
  }

  /** Returns the bin of each value {@code [..., D]} inside the interval. */
  SplineBin binOfValue(Ops tf, Operand<TFloat32> value) {
    return selected(tf, bottom, value);
  }

  private static Operand<TFloat32> lengths(Ops tf, Operand<TFloat32> raw, int bins, float bound) {
    float total = 2 * bound;
    return tf.math.add(
        tf.constant(total * SMALLEST_SHARE),
        tf.math.mul(tf.constant(total * (1 - SMALLEST_SHARE * bins)), Softmax.softmax(tf, raw)));
  }

  private static Operand<TFloat32> starts(Ops tf, Operand<TFloat32> lengths, float bound) {
    return tf.math.add(
        tf.constant(-bound), tf.math.cumsum(lengths, tf.constant(-1), Cumsum.exclusive(true)));
  }

  /** Selects bins by the last start that is not above the position. */
  private SplineBin selected(Ops tf, Operand<TFloat32> starts, Operand<TFloat32> position) {
    Operand<TFloat32> column = tf.expandDims(position, tf.constant(-1)); // [..., D, 1]
    Operand<TFloat32> reached =
        tf.dtypes.cast(tf.math.greaterEqual(column, starts), TFloat32.class); // 1, …, 1, 0, …, 0
    Operand<TFloat32> isBin = tf.math.sub(reached, shiftedLeft(tf, reached)); // a single 1
    return new SplineBin(
        pick(tf, isBin, left),
        pick(tf, isBin, width),
        pick(tf, isBin, bottom),
        pick(tf, isBin, height),
        pick(tf, isBin, slope),
        pick(tf, isBin, nextSlope));
  }

  private static Operand<TFloat32> shiftedLeft(Ops tf, Operand<TFloat32> masks) {
    Operand<TFloat32> tail = tf.stridedSlice(masks, Indices.ellipsis(), Indices.sliceFrom(1));
    Operand<TFloat32> zero = tf.zerosLike(LastAxis.slice(tf, masks, 0, 1));
    return LastAxis.join(tf, List.of(tail, zero));
  }

  private static Operand<TFloat32> pick(Ops tf, Operand<TFloat32> isBin, Operand<TFloat32> part) {
    return GraphMath.sumEvent(tf, tf.math.mul(isBin, part));
  }
}

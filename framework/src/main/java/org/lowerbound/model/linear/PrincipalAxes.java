package org.lowerbound.model.linear;

import static org.lowerbound.model.linear.PosteriorFactor.product;

import com.google.common.collect.ImmutableMap;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.SelfAdjointEig;
import org.tensorflow.types.TFloat64;

/**
 * The directions in which data vary most, in double precision.
 *
 * @param directions U, {@code [D, k]}, orthonormal columns, that of the greatest variance first;
 *     the largest element of each is positive
 * @param variances the eigenvalues of the covariance (1/n) that belong to them, {@code [k]}
 * @param restMean the mean of the other D − k, a scalar
 * @param meanVariance the mean of all, a scalar
 */
record PrincipalAxes(
    Operand<TFloat64> directions,
    Operand<TFloat64> variances,
    Operand<TFloat64> restMean,
    Operand<TFloat64> meanVariance) {
  private static final String PRODUCTS = "products"; // Σ (x − μ) (x − μ)ᵀ, [D, D]

  /** Returns what must be summed over the examples. */
  static ImmutableMap<String, Operand<TFloat64>> moments(Ops tf, Operand<TFloat64> centered) {
    return ImmutableMap.of(PRODUCTS, product(tf, centered, true, centered, false));
  }

  /**
   * Returns the axes.
   *
   * @param moments the sums
   * @param dimension D
   * @param count k, less than D
   */
  static PrincipalAxes of(
      Ops tf,
      ImmutableMap<String, Operand<TFloat64>> moments,
      long examples,
      int dimension,
      int count) {
    Operand<TFloat64> covariance =
        tf.math.div(moments.get(PRODUCTS), tf.constant((double) examples));
    SelfAdjointEig<TFloat64> eigen = tf.linalg.selfAdjointEig(covariance); // Ascending.
    int rest = dimension - count;
    Operand<TFloat64> smallest = tf.slice(eigen.e(), tf.array(0), tf.array(rest));
    Operand<TFloat64> largest = tf.slice(eigen.e(), tf.array(rest), tf.array(count));
    Operand<TFloat64> vectors =
        tf.slice(eigen.v(), tf.array(0, rest), tf.array(dimension, count)); // [D, k]
    Operand<TFloat64> directions = tf.reverse(vectors, tf.array(1));
    Operand<TFloat64> above = tf.reduceMax(directions, tf.constant(0)); // [k]
    Operand<TFloat64> below = tf.math.neg(tf.reduceMin(directions, tf.constant(0)));
    Operand<TFloat64> signs =
        tf.select(
            tf.math.greaterEqual(above, below), tf.onesLike(above), tf.math.neg(tf.onesLike(above)));
    return new PrincipalAxes(
        tf.math.mul(directions, signs),
        tf.reverse(largest, tf.array(0)),
        tf.math.mean(smallest, tf.constant(0)),
        tf.math.mean(eigen.e(), tf.constant(0)));
  }
}

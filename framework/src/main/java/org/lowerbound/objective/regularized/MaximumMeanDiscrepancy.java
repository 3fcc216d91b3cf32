package org.lowerbound.objective.regularized;

import java.util.List;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.graph.Shapes;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;

/**
 * The squared maximum mean discrepancy of two samples, by the unbiased U-statistic (Gretton et al.
 * 2012, eq. 3): the mean kernel between different members of each, less twice that between the two.
 * It may be negative.
 *
 * <p>Distances are taken by products, ‖x‖² + ‖y‖² − 2 x·y, which loses what is small next to the
 * norms. The samples are therefore moved so that their mean is 0, which changes no distance.
 */
final class MaximumMeanDiscrepancy {
  private final Kernel kernel;
  private final int latents;

  MaximumMeanDiscrepancy(Kernel kernel, int latents) {
    this.kernel = kernel;
    this.latents = latents;
  }

  /** Returns the statistic of samples {@code [m, latents]} and {@code [n, latents]}. */
  Operand<TFloat32> between(Ops tf, Operand<TFloat32> x, Operand<TFloat32> y) {
    Operand<TFloat32> within = tf.math.add(meanOfOthers(tf, x), meanOfOthers(tf, y));
    Operand<TFloat32> across =
        tf.math.div(sum(tf, kernel(tf, x, y)), tf.math.mul(size(tf, x), size(tf, y)));
    return tf.math.sub(within, tf.math.mul(tf.constant(2f), across));
  }

  /**
   * Returns the statistic of the groups of one sample: its mean over all pairs of groups that have
   * two members at least; 0 if there is no such pair.
   *
   * @param z {@code [n, latents]}
   * @param groups the group of each, one-hot, {@code [n, groups]}
   */
  Operand<TFloat32> amongGroups(Ops tf, Operand<TFloat32> z, Operand<TFloat32> groups) {
    Operand<TFloat32> sums =
        tf.linalg.matMul(
            groups, tf.linalg.matMul(kernel(tf, z, z), groups), MatMul.transposeA(true)); // [g, h]
    Operand<TFloat32> sizes = tf.reduceSum(groups, tf.constant(0)); // [g]
    Operand<TFloat32> one = tf.constant(1f);
    Operand<TFloat32> own = kernel.values(tf, tf.constant(0f), latents);
    Operand<TFloat32> same = identity(tf, (int) groups.shape().get(1));
    Operand<TFloat32> ofGroup = tf.reduceSum(tf.math.mul(sums, same), tf.constant(1)); // [g]
    Operand<TFloat32> ofOthers = tf.math.sub(ofGroup, tf.math.mul(sizes, own));
    Operand<TFloat32> pairs = tf.math.mul(sizes, tf.math.sub(sizes, one));
    Operand<TFloat32> within = tf.math.div(ofOthers, tf.math.maximum(pairs, one)); // [g]
    Operand<TFloat32> products = tf.math.mul(column(tf, sizes), row(tf, sizes));
    Operand<TFloat32> across = tf.math.div(sums, tf.math.maximum(products, one));
    Operand<TFloat32> each =
        tf.math.sub(
            tf.math.add(column(tf, within), row(tf, within)),
            tf.math.mul(tf.constant(2f), across)); // [g, h]
    Operand<TFloat32> large = tf.dtypes.cast(tf.math.greater(sizes, one), TFloat32.class);
    Operand<TFloat32> both = tf.math.mul(column(tf, large), row(tf, large));
    Operand<TFloat32> compared = tf.math.mul(both, tf.math.sub(one, same)); // No group with itself.
    return tf.math.div(
        sum(tf, tf.math.mul(compared, each)), tf.math.maximum(sum(tf, compared), one));
  }

  private static Operand<TFloat32> identity(Ops tf, int size) {
    float[] values = new float[size * size];
    for (int i = 0; i < size; i++) {
      values[i * size + i] = 1;
    }
    return tf.reshape(tf.constant(values), tf.array(size, size));
  }

  private static Operand<TFloat32> column(Ops tf, Operand<TFloat32> vector) {
    return tf.expandDims(vector, tf.constant(1));
  }

  private static Operand<TFloat32> row(Ops tf, Operand<TFloat32> vector) {
    return tf.expandDims(vector, tf.constant(0));
  }

  /** Returns the mean kernel over pairs of different members. */
  private Operand<TFloat32> meanOfOthers(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> size = size(tf, x);
    // Each member is at distance 0 of itself, where the kernel is a constant.
    Operand<TFloat32> own = kernel.values(tf, tf.constant(0f), latents);
    Operand<TFloat32> others = tf.math.sub(sum(tf, kernel(tf, x, x)), tf.math.mul(size, own));
    return tf.math.div(others, tf.math.mul(size, tf.math.sub(size, tf.constant(1f))));
  }

  private Operand<TFloat32> kernel(Ops tf, Operand<TFloat32> x, Operand<TFloat32> y) {
    Operand<TFloat32> origin =
        tf.stopGradient(
            tf.math.mul(
                tf.constant(0.5f),
                tf.math.add(
                    GraphMath.meanOverBatch(tf, x), GraphMath.meanOverBatch(tf, y)))); // [latents]
    return kernelAround0(tf, tf.math.sub(x, origin), tf.math.sub(y, origin));
  }

  private Operand<TFloat32> kernelAround0(Ops tf, Operand<TFloat32> x, Operand<TFloat32> y) {
    Operand<TFloat32> products = tf.linalg.matMul(x, y, MatMul.transposeB(true)); // [i, j]
    Operand<TFloat32> ofX = tf.expandDims(squares(tf, x), tf.constant(1));
    Operand<TFloat32> ofY = tf.expandDims(squares(tf, y), tf.constant(0));
    Operand<TFloat32> distances =
        tf.math.addN(List.of(tf.math.add(ofX, ofY), tf.math.mul(tf.constant(-2f), products)));
    // Rounding can make the distance of equals a little negative.
    return kernel.values(tf, tf.math.maximum(distances, tf.constant(0f)), latents);
  }

  private static Operand<TFloat32> squares(Ops tf, Operand<TFloat32> x) {
    return tf.reduceSum(tf.math.square(x), tf.constant(1));
  }

  private static Operand<TFloat32> size(Ops tf, Operand<TFloat32> x) {
    return Shapes.batchSize(tf, x);
  }

  private static Operand<TFloat32> sum(Ops tf, Operand<TFloat32> matrix) {
    return tf.reduceSum(matrix, tf.constant(new int[] {0, 1}));
  }
}

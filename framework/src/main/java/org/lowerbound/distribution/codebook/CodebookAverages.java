package org.lowerbound.distribution.codebook;

import org.lowerbound.graph.Shapes;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A codebook by exponential moving averages in place of a gradient: each code is the mean of the
 * vectors it was nearest to (van den Oord et al. 2017, appendix A.1). Nothing here has a gradient.
 *
 * <p>Averages that start at 1 for each size and at the codebook for the sums give this codebook
 * until the first update.
 *
 * @param sizes N_i, the moving average of the number of a code's vectors in a batch, {@code [N]}
 * @param sums m_i, the moving average of their sum, {@code [N, C]}
 */
public record CodebookAverages(Operand<TFloat32> sizes, Operand<TFloat32> sums) {
  /**
   * Returns the averages after a batch: γ times the former ones plus 1 − γ times the batch's counts
   * and sums, over all its vectors and groups.
   *
   * @param decay γ, a scalar between 0 and 1
   */
  public CodebookAverages updated(Ops tf, Quantization batch, Operand<TFloat32> decay) {
    int codes = (int) sums.shape().get(0);
    int width = (int) sums.shape().get(1);
    Operand<TFloat32> rows = Shapes.toRows(tf, batch.encoded(), width);
    Operand<TFloat32> batchSums =
        tf.math.unsortedSegmentSum(rows, flat(tf, batch), tf.constant(codes));
    return new CodebookAverages(
        average(tf, sizes, counts(tf, batch, codes), decay), average(tf, sums, batchSums, decay));
  }

  /**
   * Returns the codes m_i / N̂_i, {@code [N, C]}, where N̂ are the sizes after Laplace smoothing, n
   * (N_i + ε) / (n + N ε) for their total n. The smoothing is not in the paper but in its authors'
   * program; without it a code that no vector is near to becomes 0 / 0. With it, such a code moves
   * towards 0 as its size falls below ε.
   *
   * @param epsilon ε, small and positive
   */
  public Operand<TFloat32> codebook(Ops tf, float epsilon) {
    Operand<TFloat32> total = tf.reduceSum(sizes, tf.constant(0));
    Operand<TFloat32> added = tf.constant(epsilon * (int) sums.shape().get(0)); // N ε
    Operand<TFloat32> smoothed =
        tf.math.mul(
            tf.math.add(sizes, tf.constant(epsilon)),
            tf.math.div(total, tf.math.add(total, added)));
    return tf.stopGradient(tf.math.div(sums, tf.expandDims(smoothed, tf.constant(1))));
  }

  /** Returns how often each code was the nearest, {@code [N]}, without a gradient. */
  static Operand<TFloat32> counts(Ops tf, Quantization batch, int codes) {
    Operand<TInt32> indices = flat(tf, batch);
    return tf.stopGradient(
        tf.math.unsortedSegmentSum(
            tf.ones(tf.shape(indices), TFloat32.class), indices, tf.constant(codes)));
  }

  private static Operand<TInt32> flat(Ops tf, Quantization batch) {
    return tf.reshape(batch.indices(), tf.array(-1));
  }

  private static Operand<TFloat32> average(
      Ops tf, Operand<TFloat32> former, Operand<TFloat32> now, Operand<TFloat32> decay) {
    Operand<TFloat32> rest = tf.math.sub(tf.constant(1f), decay);
    return tf.stopGradient(tf.math.add(tf.math.mul(decay, former), tf.math.mul(rest, now)));
  }
}

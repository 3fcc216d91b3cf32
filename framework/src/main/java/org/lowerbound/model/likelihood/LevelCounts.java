package org.lowerbound.model.likelihood;

import org.lowerbound.distribution.WithVariance;
import org.lowerbound.model.ObservedData;
import org.lowerbound.network.Initializer;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Values that are counts times a unit: k/255 for the count k, or k itself.
 *
 * @param counts the distribution of the counts
 * @param unit the value of the count 1
 */
record LevelCounts(WithVariance counts, double unit) implements WithVariance {
  private static final double SMALLEST_MEAN = 0.001;

  /** Returns the first bias of a head with the logarithm of the mean count. */
  static Initializer logOfMean(OutputBias outputBias, ObservedData observed) {
    return outputBias.of(
        observed, mean -> Math.log(Math.max(mean / observed.kind().scale(), SMALLEST_MEAN)));
  }

  @Override
  public int dimension() {
    return counts.dimension();
  }

  @Override
  public Operand<TFloat32> logProbPerComponent(Ops tf, Operand<TFloat32> value) {
    // 255 · (k / 255) is not k in 32-bit floats.
    return counts.logProbPerComponent(
        tf, tf.math.rint(tf.math.mul(value, tf.constant((float) (1 / unit)))));
  }

  @Override
  public Operand<TFloat32> mean(Ops tf) {
    return tf.math.mul(counts.mean(tf), tf.constant((float) unit));
  }

  @Override
  public Operand<TFloat32> variance(Ops tf) {
    return tf.math.mul(counts.variance(tf), tf.constant((float) (unit * unit)));
  }
}

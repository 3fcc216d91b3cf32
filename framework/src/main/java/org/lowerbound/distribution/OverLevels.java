package org.lowerbound.distribution;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A distribution of independent values among the levels k/(L − 1), k = 0, …, L − 1: bits, grey
 * levels. All its masses can be written down, which is what a code is made of.
 */
public interface OverLevels extends Factorized {
  /** Returns L. */
  int levels();

  /**
   * Returns the log-masses of all levels for a batch {@code [K, B]} of distributions, in nats,
   * {@code [L, K, B, D]}.
   */
  default Operand<TFloat32> logMasses(Ops tf) {
    float[] grid = new float[levels()];
    for (int k = 0; k < grid.length; k++) {
      grid[k] = (float) k / (grid.length - 1);
    }
    return logProbPerComponent(
        tf, tf.constant(Shape.of(grid.length, 1, 1, 1), DataBuffers.of(grid)));
  }
}

package org.lowerbound.network;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A shifted convolution of maps of one level.
 *
 * @param convolution the function
 * @param level of its input
 * @param above what is kept of its input
 */
record LevelConvolution(BiasedConvolution convolution, int level, RowMemory.Strip above) {
  /** Applies it to the rows. */
  Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x, LevelRows rows, Pass pass) {
    return convolution.of(
        tf, rows.withAbove(tf, level, above, x), rows.padding(convolution.above()), pass);
  }
}

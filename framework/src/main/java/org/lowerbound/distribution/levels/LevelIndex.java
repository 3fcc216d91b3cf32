package org.lowerbound.distribution.levels;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Places in a table that has an entry for each level. */
final class LevelIndex {
  private LevelIndex() {}

  /**
   * Returns the level with a number: the nearest end for numbers outside, and the first for NaN,
   * which no table could be asked for.
   *
   * @param number whole numbers
   * @param levels how many there are
   */
  static Operand<TInt32> of(Ops tf, Operand<TFloat32> number, int levels) {
    Operand<TFloat32> known = tf.select(tf.math.isNan(number), tf.zerosLike(number), number);
    return tf.dtypes.cast(
        tf.clipByValue(known, tf.constant(0f), tf.constant((float) (levels - 1))), TInt32.class);
  }
}

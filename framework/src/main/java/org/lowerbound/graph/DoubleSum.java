package org.lowerbound.graph;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * A sum over steps in double precision. What passes from step to step are 32-bit floats: the sum's
 * rounded value and what the rounding took away, which together keep 48 of its 53 bits.
 */
public final class DoubleSum {
  private DoubleSum() {}

  /**
   * Returns the sum with this step's term, and makes it the sum of the next step.
   *
   * @param states where it is kept
   * @param name unique among the states
   * @param term of a known shape
   * @param startsAnew whether it is the first term, a scalar
   */
  public static Operand<TFloat64> plus(
      Ops tf, StateStore states, String name, Operand<TFloat64> term, Operand<TBool> startsAnew) {
    Shape shape = term.shape();
    String rest = name + ".rest";
    Operand<TFloat64> before =
        tf.math.add(
            tf.dtypes.cast(states.create(name, shape, 0), TFloat64.class),
            tf.dtypes.cast(states.create(rest, shape, 0), TFloat64.class));
    Operand<TFloat64> sum = tf.math.add(tf.select(startsAnew, tf.zerosLike(before), before), term);
    Operand<TFloat32> rounded = tf.dtypes.cast(sum, TFloat32.class);
    states.update(name, rounded);
    states.update(
        rest,
        tf.dtypes.cast(tf.math.sub(sum, tf.dtypes.cast(rounded, TFloat64.class)), TFloat32.class));
    return sum;
  }
}

package org.lowerbound.random;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * Normal draws from uniform ones: √(−2 log u₁)·(sin 2πu₂, cos 2πu₂) are two independent draws from
 * N(0, 1) (Box and Muller 1958).
 *
 * <p>This is what TensorFlow's own kernel does with the same uniform numbers, one pair at a time;
 * its elementwise kernels do it for many at once. The two agree to rounding.
 */
final class BoxMuller {
  /** What TensorFlow puts in place of a u₁ of 0, whose logarithm is infinite. */
  private static final float LEAST = 1e-7f;

  private BoxMuller() {}

  /**
   * Returns independent draws from N(0, 1).
   *
   * @param shape of the draws
   * @param seed of the uniform numbers, {@code [2]}
   */
  static Operand<TFloat32> draws(Ops tf, Operand<TInt32> shape, Operand<TInt64> seed) {
    Operand<TInt32> count = tf.reduceProd(shape, tf.constant(0));
    Operand<TInt32> pairs =
        tf.math.floorDiv(tf.math.add(count, tf.constant(1)), tf.constant(2)); // Rounded up.
    Operand<TFloat32> uniform =
        tf.random.statelessRandomUniform(tf.stack(List.of(pairs, tf.constant(2))), seed);
    List<? extends Operand<TFloat32>> parts =
        tf.unstack(uniform, 2L, Unstack.axis(1L)).output(); // [pairs] each
    Operand<TFloat32> radius =
        tf.math.sqrt(
            tf.math.mul(
                tf.constant(-2f), tf.math.log(tf.math.maximum(parts.get(0), tf.constant(LEAST)))));
    Operand<TFloat32> angle = tf.math.mul(tf.constant((float) (2 * Math.PI)), parts.get(1));
    Operand<TFloat32> both =
        tf.stack(
            List.of(
                tf.math.mul(radius, tf.math.sin(angle)),
                tf.math.mul(radius, tf.math.cos(angle)))); // [2, pairs]
    // Pair by pair, in TensorFlow's order; a stack along the last axis would be slower.
    Operand<TFloat32> ordered = tf.reshape(tf.linalg.transpose(both, tf.array(1, 0)), tf.array(-1));
    return tf.reshape(tf.slice(ordered, tf.array(0), tf.expandDims(count, tf.constant(0))), shape);
  }
}

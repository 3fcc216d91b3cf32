package org.lowerbound.model.diffusion;

import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The step that time features are of, for networks in closed form. */
final class FoundStep {
  private FoundStep() {}

  /**
   * Returns t of each row, {@code [rows]}.
   *
   * @param context with the features first, {@code [rows, size]}
   */
  static Operand<TInt32> of(Ops tf, TimeFeatures features, Operand<TFloat32> context) {
    Operand<TFloat32> all =
        features.of(tf, tf.constant(IntStream.rangeClosed(0, features.steps()).toArray()));
    Operand<TFloat32> ofTime = tf.slice(context, tf.array(0, 0), tf.array(-1, features.size()));
    // The nearest row of all has the largest 2 a·b − |b|².
    Operand<TFloat32> nearness = // [rows, T + 1]
        tf.math.sub(
            tf.linalg.matMul(
                tf.math.mul(tf.constant(2f), ofTime), tf.linalg.transpose(all, tf.array(1, 0))),
            tf.reduceSum(tf.math.square(all), tf.constant(1)));
    return tf.math.argMax(nearness, tf.constant(1), TInt32.class);
  }
}

package org.lowerbound.training;

import java.util.function.Function;
import org.lowerbound.data.Dequantization;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The draws that training makes from stored values at each use: the graph's side of a draw. */
final class TrainingBatch {
  private TrainingBatch() {}

  /**
   * Returns the observations of some rows, {@code [B] -> [B, D]}.
   *
   * @param streams opens a noise stream by its name
   */
  static Operand<TFloat32> of(
      Ops tf,
      FreshDraw freshDraw,
      ObservationTable table,
      Operand<TInt32> rows,
      Function<String, NoiseSource> streams) {
    return switch (freshDraw) {
      case NOTHING -> table.observed(tf, rows);
      case BINARIZATION -> binarized(tf, table.stored(tf, rows), streams.apply("binarization"));
      case DEQUANTIZATION ->
          dequantized(tf, table.stored(tf, rows), streams.apply("dequantization"));
    };
  }

  /** x = 1 with probability level / 255: level 0 never, level 255 always. */
  private static Operand<TFloat32> binarized(Ops tf, Operand<TFloat32> levels, NoiseSource noise) {
    Operand<TFloat32> uniform = noise.uniform(tf, tf.shape(levels));
    return tf.dtypes.cast(
        tf.math.less(tf.math.mul(uniform, tf.constant(255f)), levels), TFloat32.class);
  }

  /** x = (level + u) / 256 with the noise of {@link Dequantization}, all exact. */
  static Operand<TFloat32> dequantized(Ops tf, Operand<TFloat32> levels, NoiseSource noise) {
    Operand<TFloat32> steps = tf.constant((float) Dequantization.NOISE_STEPS);
    Operand<TFloat32> step = tf.math.floor(tf.math.mul(noise.uniform(tf, tf.shape(levels)), steps));
    Operand<TFloat32> u = tf.math.div(tf.math.add(step, tf.constant(0.5f)), steps);
    return tf.math.div(tf.math.add(levels, u), tf.constant((float) Dequantization.LEVELS));
  }
}

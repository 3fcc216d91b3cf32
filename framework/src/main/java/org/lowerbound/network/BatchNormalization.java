package org.lowerbound.network;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.graph.Shapes;
import org.lowerbound.graph.StateStore;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * (x − μ) / √(σ² + ε) for each element of the last axis, see {@link Normalization.Batch}.
 *
 * @param states where the running statistics are
 * @param name the prefix of their names
 * @param size the length of the last axis
 * @param runningMean {@code [size]}
 * @param runningVariance {@code [size]}
 * @param spec momentum and ε
 */
record BatchNormalization(
    StateStore states,
    String name,
    int size,
    Operand<TFloat32> runningMean,
    Operand<TFloat32> runningVariance,
    Normalization.Batch spec)
    implements Layer {
  private static final String MEAN = ".mean";
  private static final String VARIANCE = ".variance";

  /** Makes the states {@code name.mean} and {@code name.variance}. */
  static BatchNormalization create(
      StateStore states, String name, int size, Normalization.Batch spec) {
    Shape shape = Shape.of(size);
    return new BatchNormalization(
        states,
        name,
        size,
        states.create(name + MEAN, shape, 0),
        states.create(name + VARIANCE, shape, 1),
        spec);
  }

  @Override
  public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x, Pass pass) {
    if (!pass.isTraining()) {
      return standardized( // By the pass, as the body of a loop sees nothing but what it reads so.
          tf, tf.math.sub(x, pass.parameter(tf, runningMean)), pass.parameter(tf, runningVariance));
    }
    Operand<TFloat32> rows = Shapes.toRows(tf, x, size); // pixels are rows, too
    checkArgument(
        rows.shape().get(0) != 1,
        "%s: batch normalization has one row to take a mean of, the only example of a batch, and"
            + " would leave nothing of it; a batchSize of at least 2 works, and so do the"
            + " normalizations \"layer\" and \"weight\"",
        name);
    Operand<TInt32> overRows = tf.constant(0);
    Operand<TFloat32> mean = tf.math.mean(rows, overRows);
    Operand<TFloat32> centered = tf.math.sub(x, mean);
    Operand<TFloat32> variance =
        tf.math.mean(tf.math.square(Shapes.toRows(tf, centered, size)), overRows);
    if (pass.learns(name)) {
      Operand<TFloat32> count = Shapes.batchSize(tf, rows);
      Operand<TFloat32> others = tf.math.sub(count, tf.constant(1f));
      update(tf, MEAN, runningMean, mean);
      update(tf, VARIANCE, runningVariance, tf.math.mul(variance, tf.math.div(count, others)));
    }
    return standardized(tf, centered, variance);
  }

  private Operand<TFloat32> standardized(
      Ops tf, Operand<TFloat32> centered, Operand<TFloat32> variance) {
    Operand<TFloat32> epsilon = tf.constant((float) spec.epsilon());
    return tf.math.mul(centered, tf.math.rsqrt(tf.math.add(variance, epsilon)));
  }

  private void update(
      Ops tf, String suffix, Operand<TFloat32> running, Operand<TFloat32> statistic) {
    Operand<TFloat32> share = tf.constant((float) (1 - spec.momentum()));
    states.update(
        name + suffix, tf.math.add(running, tf.math.mul(share, tf.math.sub(statistic, running))));
  }
}

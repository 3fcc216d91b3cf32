package org.lowerbound.network;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * (x − μ) / √(σ² + ε) over all axes but the first, see {@link Normalization.PerLayer}.
 *
 * @param epsilon ε
 */
record LayerNormalization(double epsilon) implements Layer {
  @Override
  public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x, Pass pass) {
    Operand<TInt32> ofExample = tf.range(tf.constant(1), tf.rank(x), tf.constant(1));
    Operand<TFloat32> centered = tf.math.sub(x, tf.math.mean(x, ofExample, Mean.keepDims(true)));
    Operand<TFloat32> variance =
        tf.math.mean(tf.math.square(centered), ofExample, Mean.keepDims(true));
    return tf.math.mul(
        centered, tf.math.rsqrt(tf.math.add(variance, tf.constant((float) epsilon))));
  }
}

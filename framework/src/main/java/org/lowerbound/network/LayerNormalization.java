package org.lowerbound.network;

import static com.google.common.base.Preconditions.checkArgument;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * (x − μ) / √(σ² + ε) over all axes but the first, see {@link Normalization.PerLayer}.
 *
 * @param name of the layer, for messages
 * @param epsilon ε
 */
record LayerNormalization(String name, double epsilon) implements Layer {
  @Override
  public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x, Pass pass) {
    checkArgument(
        x.shape().subShape(1, x.shape().numDimensions()).size() != 1,
        "%s: layer normalization has one unit to take a mean of, and would leave nothing of it; a"
            + " layer of at least 2 works, and so do the normalizations \"batch\" and \"weight\"",
        name);
    Operand<TInt32> ofExample = tf.range(tf.constant(1), tf.rank(x), tf.constant(1));
    Operand<TFloat32> centered = tf.math.sub(x, tf.math.mean(x, ofExample, Mean.keepDims(true)));
    Operand<TFloat32> variance =
        tf.math.mean(tf.math.square(centered), ofExample, Mean.keepDims(true));
    return tf.math.mul(
        centered, tf.math.rsqrt(tf.math.add(variance, tf.constant((float) epsilon))));
  }
}

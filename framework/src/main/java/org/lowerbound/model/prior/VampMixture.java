package org.lowerbound.model.prior;

import org.lowerbound.distribution.Sampleable;
import org.lowerbound.graph.Softmax;
import org.lowerbound.model.SharesEncoder;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.spec.Called;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * An equal mixture of the distributions of a batch.
 *
 * @param components a batch {@code [C]}
 * @param count C
 */
@Called("vamp")
record VampMixture(Sampleable components, int count) implements Sampleable, SharesEncoder {
  @Override
  public int dimension() {
    return components.dimension();
  }

  @Override
  public Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> value) {
    // A copy for each component: the networks of a flow do not broadcast a value to them.
    Operand<TFloat32> copies =
        tf.math.add(
            tf.expandDims(value, tf.constant(-2)),
            tf.zeros(tf.array(count, dimension()), TFloat32.class)); // [..., B, C, D]
    Operand<TFloat32> ofEach = components.logProb(tf, copies); // [..., B, C]
    return tf.math.sub(Softmax.logSumExp(tf, ofEach), tf.constant((float) Math.log(count)));
  }

  /** Returns K draws of the mixture, without a gradient, {@code [K, D]}. */
  @Override
  public Draw sampleWithLogProb(Ops tf, NoiseSource noise, int sampleCount) {
    Operand<TFloat32> all = components.sampleWithLogProb(tf, noise, sampleCount).value(); // [K,C,D]
    Operand<TFloat32> uniform = noise.uniform(tf, tf.array(sampleCount));
    Operand<TInt32> component =
        tf.dtypes.cast(tf.math.mul(uniform, tf.constant((float) count)), TInt32.class);
    Operand<TFloat32> chosen =
        tf.oneHot(component, tf.constant(count), tf.constant(1f), tf.constant(0f));
    Operand<TFloat32> value =
        tf.stopGradient(
            tf.reduceSum(tf.math.mul(all, tf.expandDims(chosen, tf.constant(-1))), tf.constant(1)));
    return new Draw(value, logProb(tf, value));
  }
}

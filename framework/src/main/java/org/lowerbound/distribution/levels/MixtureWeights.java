package org.lowerbound.distribution.levels;

import org.lowerbound.distribution.formula.InverseTransforms;
import org.lowerbound.graph.Shapes;
import org.lowerbound.graph.Softmax;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Sums over the components of a mixture, the last axis, weighted by the softmax of logits. */
final class MixtureWeights {
  private MixtureWeights() {}

  /** Returns log Σ wₘ exp(xₘ): {@code [..., M] -> [...]}. */
  static Operand<TFloat32> logMixture(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> x) {
    // Not a difference of two sums: what is left of them would be lost where logits are large.
    return Softmax.logSumExp(tf, tf.math.add(Softmax.logSoftmax(tf, logits), x));
  }

  /** Returns Σ wₘ xₘ: {@code [..., M] -> [...]}. */
  static Operand<TFloat32> average(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> x) {
    return tf.reduceSum(tf.math.mul(Softmax.softmax(tf, logits), x), tf.constant(-1));
  }

  /**
   * Returns K choices of one of the last axis, one-hot: {@code [..., M] -> [K, ..., M]}. The
   * largest of logit plus Gumbel noise has the probabilities of the softmax (Maddison et al. 2014;
   * Gumbel 1954).
   */
  static Operand<TFloat32> choices(
      Ops tf, Operand<TFloat32> logits, NoiseSource noise, int sampleCount) {
    Operand<TInt32> shape = tf.shape(logits);
    Operand<TFloat32> perturbed =
        tf.math.add(
            logits, InverseTransforms.gumbel(tf, noise, Shapes.prepend(tf, sampleCount, shape)));
    Operand<TInt32> count =
        tf.gather(shape, tf.math.sub(tf.rank(logits), tf.constant(1)), tf.constant(0)); // M
    return tf.stopGradient(
        tf.oneHot(
            tf.math.argMax(perturbed, tf.constant(-1), TInt32.class),
            count,
            tf.constant(1f),
            tf.constant(0f)));
  }
}

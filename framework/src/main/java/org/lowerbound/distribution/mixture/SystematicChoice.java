package org.lowerbound.distribution.mixture;

import java.util.List;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The systematic choice of one of C components for each of K draws.
 *
 * <p>Draw k takes the component in which frac(u + k/K) lies, on a line on which every component has
 * its weight, with one uniform u for all k. Each choice by itself has the probabilities of the
 * weights; together, a component of weight w is chosen ⌊Kw⌋ or ⌈Kw⌉ times.
 */
final class SystematicChoice {
  private SystematicChoice() {}

  /**
   * Returns 1 for the component of each draw and 0 for the others, {@code [K, ..., B, C]}, without
   * a gradient.
   *
   * @param logits the logarithms of the weights up to a constant, {@code [..., B, C]} or {@code
   *     [C]}
   * @param batch the axes {@code [..., B]}
   */
  static Operand<TFloat32> draw(
      Ops tf, NoiseSource noise, Operand<TFloat32> logits, Operand<TInt32> batch, int sampleCount) {
    Operand<TFloat32> fixed = tf.stopGradient(logits);
    Operand<TInt32> last = tf.constant(-1);
    Operand<TFloat32> largest = tf.reduceMax(fixed, last, ReduceMax.keepDims(true));
    Operand<TFloat32> cumulative =
        tf.math.cumsum(tf.math.exp(tf.math.sub(fixed, largest)), last); // [..., B, C]
    Operand<TFloat32> total = tf.reduceMax(cumulative, last, ReduceMax.keepDims(true));
    Operand<TFloat32> place =
        tf.math.mul(positions(tf, noise, batch, sampleCount), total); // [K, ..., B, 1]
    Operand<TFloat32> below =
        tf.dtypes.cast(tf.math.lessEqual(cumulative, place), TFloat32.class); // [K, ..., B, C]
    Operand<TInt32> index = tf.dtypes.cast(tf.reduceSum(below, last), TInt32.class);
    Operand<TInt32> count = tf.gather(tf.shape(logits), componentAxis(tf, logits), tf.constant(0));
    // A place of nearly the whole line may be rounded to all of it.
    Operand<TInt32> chosen = tf.math.minimum(index, tf.math.sub(count, tf.constant(1)));
    return tf.oneHot(chosen, count, tf.constant(1f), tf.constant(0f));
  }

  /** Returns frac(u + k/K), {@code [K, ..., B, 1]}. */
  private static Operand<TFloat32> positions(
      Ops tf, NoiseSource noise, Operand<TInt32> batch, int sampleCount) {
    Operand<TInt32> shape = tf.concat(List.of(batch, tf.array(1)), tf.constant(0));
    Operand<TFloat32> uniform = noise.uniform(tf, shape); // [..., B, 1]
    float[] shares = new float[sampleCount];
    for (int k = 0; k < sampleCount; k++) {
      shares[k] = (float) k / sampleCount;
    }
    Operand<TInt32> perDraw =
        tf.concat(List.of(tf.array(sampleCount), tf.onesLike(shape)), tf.constant(0));
    Operand<TFloat32> sum =
        tf.math.add(uniform, tf.reshape(tf.constant(shares), perDraw)); // [K, ..., B, 1]
    return tf.math.sub(sum, tf.math.floor(sum));
  }

  private static Operand<TInt32> componentAxis(Ops tf, Operand<TFloat32> logits) {
    return tf.math.sub(tf.rank(logits), tf.constant(1));
  }
}

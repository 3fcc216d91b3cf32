package org.lowerbound.distribution.continuous;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.WithVariance;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * The uniform distribution on the closed unit cube: log-density 0 inside and −∞ outside, without a
 * gradient. It has one set of parameters for all, namely none: its mean and variance are {@code
 * [D]}, and its draws are {@code [K, D]}.
 *
 * @param dimension D
 */
public record Uniform(int dimension) implements Sampleable, WithVariance {
  /** Checks the dimension. */
  public Uniform {
    checkArgument(dimension > 0, "dimension must be positive: %s", dimension);
  }

  @Override
  public Operand<TFloat32> mean(Ops tf) {
    return tf.fill(tf.array(dimension), tf.constant(0.5f));
  }

  @Override
  public Operand<TFloat32> variance(Ops tf) {
    return tf.fill(tf.array(dimension), tf.constant(1f / 12));
  }

  @Override
  public Operand<TFloat32> logProbPerComponent(Ops tf, Operand<TFloat32> value) {
    Operand<TBool> inside =
        tf.math.logicalAnd(
            tf.math.greaterEqual(value, tf.constant(0f)),
            tf.math.lessEqual(value, tf.constant(1f)));
    return tf.select(inside, tf.constant(0f), tf.constant(Float.NEGATIVE_INFINITY));
  }

  @Override
  public Draw sampleWithLogProb(Ops tf, NoiseSource noise, int sampleCount) {
    Operand<TFloat32> value = noise.uniform(tf, tf.array(sampleCount, dimension));
    return new Draw(value, tf.zeros(tf.array(sampleCount), TFloat32.class));
  }
}

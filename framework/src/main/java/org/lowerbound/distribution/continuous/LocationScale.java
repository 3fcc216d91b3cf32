package org.lowerbound.distribution.continuous;

import org.lowerbound.distribution.Reparameterized;
import org.lowerbound.distribution.WithVariance;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.graph.Shapes;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Independent components loc + exp(logScale)·z, whatever the distribution of z, which is symmetric
 * about 0.
 */
interface LocationScale extends Reparameterized, WithVariance {
  /** Returns the location and mean, {@code [..., B, D]} or {@code [D]}. */
  Operand<TFloat32> loc();

  /** Returns the logarithm of the scale, of any shape that broadcasts to {@link #loc}. */
  Operand<TFloat32> logScale();

  /** Returns the distribution of z. */
  Standard standard();

  /** A distribution on the real line with location 0, which is its mean, and scale 1. */
  interface Standard {
    /** Returns the log-density of each of some values, in nats. */
    Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> z);

    /** Returns the inverse of the distribution function at probabilities in (0, 1). */
    Operand<TFloat32> quantile(Ops tf, Operand<TFloat32> probability);

    /** Returns the variance. */
    double variance();
  }

  @Override
  default Operand<TFloat32> mean(Ops tf) {
    return loc();
  }

  @Override
  default Operand<TFloat32> logProbPerComponent(Ops tf, Operand<TFloat32> value) {
    Operand<TFloat32> inverseScale = tf.math.exp(tf.math.neg(logScale()));
    return logProbOfStandardized(tf, tf.math.mul(tf.math.sub(value, loc()), inverseScale));
  }

  @Override
  default Draw sampleWithLogProb(Ops tf, NoiseSource noise, int sampleCount) {
    Operand<TFloat32> uniform =
        OpenUniform.draw(tf, noise, Shapes.prepend(tf, sampleCount, tf.shape(loc()))); // [K, B, D]
    Operand<TFloat32> z = tf.stopGradient(standard().quantile(tf, uniform));
    Operand<TFloat32> value = tf.math.add(loc(), tf.math.mul(tf.math.exp(logScale()), z));
    // The density as a function of z: no division by a small scale, and the same gradient.
    return new Draw(value, GraphMath.sumEvent(tf, logProbOfStandardized(tf, z)));
  }

  @Override
  default Operand<TFloat32> variance(Ops tf) {
    Operand<TFloat32> squaredScale = tf.math.exp(tf.math.mul(tf.constant(2f), logScale()));
    return tf.math.add(
        tf.math.mul(tf.constant((float) standard().variance()), squaredScale), tf.zerosLike(loc()));
  }

  /** Returns the log-densities of the components of {@code loc + exp(logScale) * z}. */
  private Operand<TFloat32> logProbOfStandardized(Ops tf, Operand<TFloat32> z) {
    return tf.math.sub(standard().logProb(tf, z), logScale());
  }
}

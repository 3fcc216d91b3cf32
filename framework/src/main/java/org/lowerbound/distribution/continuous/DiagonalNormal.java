package org.lowerbound.distribution.continuous;

import org.lowerbound.distribution.NonCentered;
import org.lowerbound.distribution.Reparameterized;
import org.lowerbound.distribution.WithVariance;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.graph.Shapes;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A normal distribution with diagonal covariance.
 *
 * @param loc the mean, {@code [..., B, D]} or {@code [D]}
 * @param logScale the logarithm of the standard deviation; any shape that broadcasts to {@code loc}
 * @param dimension D
 */
public record DiagonalNormal(Operand<TFloat32> loc, Operand<TFloat32> logScale, int dimension)
    implements Reparameterized, WithVariance, NonCentered {
  private static final float HALF_LOG_TWO_PI = (float) (0.5 * Math.log(2 * Math.PI));

  /** The largest |log σ| that {@link #bounded} lets through. */
  public static final float LARGEST_LOG_SCALE = 10f;

  /**
   * Returns {@code logScale} kept within ±10, so that no finite output of a network gives a scale
   * that is 0 or infinite, or a KL that is.
   */
  public static Operand<TFloat32> bounded(Ops tf, Operand<TFloat32> logScale) {
    return tf.clipByValue(
        logScale, tf.constant(-LARGEST_LOG_SCALE), tf.constant(LARGEST_LOG_SCALE));
  }

  @Override
  public Operand<TFloat32> mean(Ops tf) {
    return loc;
  }

  @Override
  public Operand<TFloat32> variance(Ops tf) {
    Operand<TFloat32> variance = tf.math.exp(tf.math.mul(tf.constant(2f), logScale));
    return tf.math.add(variance, tf.zerosLike(loc));
  }

  @Override
  public Operand<TFloat32> logProbPerComponent(Ops tf, Operand<TFloat32> value) {
    return logProbOfStandardized(tf, coordinates(tf, value));
  }

  @Override
  public Draw sampleWithLogProb(Ops tf, NoiseSource noise, int sampleCount) {
    Operand<TInt32> shape = Shapes.prepend(tf, sampleCount, tf.shape(loc));
    Operand<TFloat32> epsilon = noise.standardNormal(tf, shape); // [K, B, D]
    // log q(z) as a function of ε: no division by a small scale, and the same gradient.
    return new Draw(
        ofStandardized(tf, epsilon), GraphMath.sumEvent(tf, logProbOfStandardized(tf, epsilon)));
  }

  @Override
  public Place place(Ops tf, Operand<TFloat32> coordinates) {
    return new Place(
        ofStandardized(tf, coordinates),
        GraphMath.sumEvent(tf, logProbOfStandardized(tf, coordinates)),
        GraphMath.sumEvent(tf, tf.math.add(logScale, tf.zerosLike(coordinates))));
  }

  @Override
  public Operand<TFloat32> coordinates(Ops tf, Operand<TFloat32> value) {
    return tf.math.mul(tf.math.sub(value, loc), tf.math.exp(tf.math.neg(logScale)));
  }

  @Override
  public DiagonalNormal detached(Ops tf) {
    return new DiagonalNormal(tf.stopGradient(loc), tf.stopGradient(logScale), dimension);
  }

  private Operand<TFloat32> ofStandardized(Ops tf, Operand<TFloat32> z) {
    return tf.math.add(loc, tf.math.mul(tf.math.exp(logScale), z));
  }

  /** Returns the log-densities of the components of {@code loc + exp(logScale) * z}. */
  private Operand<TFloat32> logProbOfStandardized(Ops tf, Operand<TFloat32> z) {
    Operand<TFloat32> quadratic = tf.math.mul(tf.constant(-0.5f), tf.math.square(z));
    return tf.math.sub(quadratic, tf.math.add(logScale, tf.constant(HALF_LOG_TWO_PI)));
  }
}

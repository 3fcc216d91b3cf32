package org.lowerbound.distribution.continuous;

import org.lowerbound.graph.GraphMath;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The density of a normal distribution of any covariance Σ. */
final class NormalDensity {
  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  private NormalDensity() {}

  /**
   * Returns the log-density in nats.
   *
   * @param distance (x − μ)ᵀ Σ⁻¹ (x − μ), {@code [..., B]}
   * @param logDeterminant ½ log |Σ|, {@code [..., B]}
   * @param dimension D
   */
  static Operand<TFloat32> logProb(
      Ops tf, Operand<TFloat32> distance, Operand<TFloat32> logDeterminant, int dimension) {
    Operand<TFloat32> normalizer =
        tf.math.add(logDeterminant, tf.constant((float) (dimension * HALF_LOG_TWO_PI)));
    return tf.math.sub(tf.math.mul(tf.constant(-0.5f), distance), normalizer);
  }

  /** Returns the sum of the squares of an event's components: {@code [..., D] -> [...]}. */
  static Operand<TFloat32> squaredLength(Ops tf, Operand<TFloat32> x) {
    return GraphMath.sumEvent(tf, tf.math.square(x));
  }
}

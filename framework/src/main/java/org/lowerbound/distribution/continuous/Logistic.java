package org.lowerbound.distribution.continuous;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Independent logistic components, log p(x) = z − 2 softplus(z) − log s with z = (x − μ)/s.
 *
 * @param loc the mean μ, {@code [..., B, D]} or {@code [D]}
 * @param logScale log s; any shape that broadcasts to {@code loc}; see {@link
 *     DiagonalNormal#bounded}
 * @param dimension D
 */
public record Logistic(Operand<TFloat32> loc, Operand<TFloat32> logScale, int dimension)
    implements LocationScale {
  private static final Standard STANDARD = new Unit();

  @Override
  public Standard standard() {
    return STANDARD;
  }

  @Override
  public Logistic detached(Ops tf) {
    return new Logistic(tf.stopGradient(loc), tf.stopGradient(logScale), dimension);
  }

  private static final class Unit implements Standard {
    @Override
    public Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> z) {
      return tf.math.sub(z, tf.math.mul(tf.constant(2f), tf.math.softplus(z)));
    }

    @Override
    public Operand<TFloat32> quantile(Ops tf, Operand<TFloat32> probability) {
      return tf.math.sub(tf.math.log(probability), tf.math.log1p(tf.math.neg(probability)));
    }

    @Override
    public double variance() {
      return Math.PI * Math.PI / 3;
    }
  }
}

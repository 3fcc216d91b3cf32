package org.lowerbound.distribution.continuous;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Independent Laplace components, log p(x) = −|x − μ|/b − log 2b.
 *
 * <p>At x = μ, where the density has a kink, its derivative is taken to be 0.
 *
 * @param loc the mean μ, {@code [..., B, D]} or {@code [D]}
 * @param logScale log b; any shape that broadcasts to {@code loc}; see {@link
 *     DiagonalNormal#bounded}
 * @param dimension D
 */
public record Laplace(Operand<TFloat32> loc, Operand<TFloat32> logScale, int dimension)
    implements LocationScale {
  private static final Standard STANDARD = new Unit();

  @Override
  public Standard standard() {
    return STANDARD;
  }

  @Override
  public Laplace detached(Ops tf) {
    return new Laplace(tf.stopGradient(loc), tf.stopGradient(logScale), dimension);
  }

  private static final class Unit implements Standard {
    private static final float LOG_TWO = (float) Math.log(2);

    @Override
    public Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> z) {
      return tf.math.sub(tf.math.neg(tf.math.abs(z)), tf.constant(LOG_TWO));
    }

    @Override
    public Operand<TFloat32> quantile(Ops tf, Operand<TFloat32> probability) {
      Operand<TFloat32> fromMiddle =
          tf.math.sub(tf.math.mul(tf.constant(2f), probability), tf.constant(1f)); // in (−1, 1)
      Operand<TFloat32> size = tf.math.neg(tf.math.log1p(tf.math.neg(tf.math.abs(fromMiddle))));
      return tf.math.mul(tf.math.sign(fromMiddle), size);
    }

    @Override
    public double variance() {
      return 2;
    }
  }
}

package org.lowerbound.distribution.continuous;

import org.lowerbound.distribution.Factorized;
import org.lowerbound.distribution.Reparameterized;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The sigmoid of a normal distribution with diagonal covariance, on the unit cube: log p(x) = Σ log
 * N(logit x | μ, σ²) − log x − log(1 − x) (Aitchison and Shen 1980).
 *
 * <p>The density of a draw is computed from its logit, which is exact where the draw itself is
 * rounded to 0 or 1. Other values are first moved into [2⁻¹²⁶, 1 − 2⁻²⁴], the 32-bit floats next to
 * 0 and 1: the density of 0 and 1 is that of their neighbours, is finite, and has no gradient with
 * respect to them. Mean and variance have no closed form.
 *
 * @param loc μ, the mean of the logit, {@code [..., B, D]} or {@code [D]}
 * @param logScale log σ; any shape that broadcasts to {@code loc}; see {@link
 *     DiagonalNormal#bounded}
 * @param dimension D
 */
public record LogitNormal(Operand<TFloat32> loc, Operand<TFloat32> logScale, int dimension)
    implements Reparameterized, Factorized {
  private static final float ABOVE_ZERO = Float.MIN_NORMAL;
  private static final float BELOW_ONE = Math.nextDown(1f);

  @Override
  public Operand<TFloat32> logProbPerComponent(Ops tf, Operand<TFloat32> value) {
    Operand<TFloat32> inside =
        tf.clipByValue(value, tf.constant(ABOVE_ZERO), tf.constant(BELOW_ONE));
    Operand<TFloat32> log = tf.math.log(inside);
    Operand<TFloat32> logOfRest = tf.math.log1p(tf.math.neg(inside)); // log(1 − x)
    return tf.math.sub(
        ofLogit().logProbPerComponent(tf, tf.math.sub(log, logOfRest)),
        tf.math.add(log, logOfRest));
  }

  @Override
  public Draw sampleWithLogProb(Ops tf, NoiseSource noise, int sampleCount) {
    Draw logit = ofLogit().sampleWithLogProb(tf, noise, sampleCount);
    Operand<TFloat32> y = logit.value();
    // −log x − log(1 − x) = softplus(−y) + softplus(y) = 2 softplus(y) − y
    Operand<TFloat32> stretch =
        GraphMath.sumEvent(
            tf, tf.math.sub(tf.math.mul(tf.constant(2f), tf.math.softplus(y)), y)); // [K, B]
    return new Draw(tf.math.sigmoid(y), tf.math.add(logit.logProb(), stretch));
  }

  @Override
  public LogitNormal detached(Ops tf) {
    return new LogitNormal(tf.stopGradient(loc), tf.stopGradient(logScale), dimension);
  }

  private DiagonalNormal ofLogit() {
    return new DiagonalNormal(loc, logScale, dimension);
  }
}

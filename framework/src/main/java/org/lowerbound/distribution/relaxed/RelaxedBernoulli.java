package org.lowerbound.distribution.relaxed;

import org.lowerbound.distribution.Factorized;
import org.lowerbound.distribution.Reparameterized;
import org.lowerbound.distribution.discrete.Bernoulli;
import org.lowerbound.distribution.formula.InverseTransforms;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.graph.Shapes;
import org.lowerbound.random.NoiseSource;
import org.lowerbound.spec.Called;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Independent binary concrete components: σ((l + ε) / λ) for logistic noise ε (Maddison et al.
 * 2017, appendix B). They lie between 0 and 1, and are above ½ with probability σ(l) at every
 * temperature.
 *
 * <p>These are densities on the unit interval: they compare with those of another distribution
 * there, and not with the mass of a {@link Bernoulli}.
 *
 * @param logits l, {@code [..., B, D]} or {@code [D]}
 * @param temperature λ, positive, a scalar or any shape that broadcasts to {@code logits}
 * @param dimension D
 */
@Called("binary-concrete")
public record RelaxedBernoulli(
    Operand<TFloat32> logits, Operand<TFloat32> temperature, int dimension)
    implements Reparameterized, Factorized {
  /** Half the distance between 1 and the 32-bit float below it. */
  private static final float SMALLEST_REST = 0x1p-25f;

  /**
   * Returns the log-density of each component in nats: {@code [..., B, D] -> [..., B, D]}.
   *
   * <p>A value below 10⁻³⁰ is taken for 10⁻³⁰, and one that rounded to 1 for 1 − 2⁻²⁵, without a
   * gradient by it: between 1 − 10⁻⁴ and 1 the logit of a 32-bit float is known to less than three
   * digits, and beyond 17 not at all. The density of a draw, from {@link #sampleWithLogProb}, is
   * computed from its logit and is exact.
   */
  @Override
  public Operand<TFloat32> logProbPerComponent(Ops tf, Operand<TFloat32> value) {
    Operand<TFloat32> rest = tf.math.sub(tf.constant(1f), value);
    Operand<TFloat32> logit =
        tf.math.sub(
            tf.math.log(tf.math.maximum(value, tf.constant(RelaxedOneHotCategorical.SMALLEST))),
            tf.math.log(tf.math.maximum(rest, tf.constant(SMALLEST_REST))));
    return logProbOf(tf, logit, tf.math.sub(logits, tf.math.mul(temperature, logit)));
  }

  @Override
  public Draw sampleWithLogProb(Ops tf, NoiseSource noise, int sampleCount) {
    Operand<TFloat32> epsilon =
        InverseTransforms.logistic(tf, noise, Shapes.prepend(tf, sampleCount, tf.shape(logits)));
    Operand<TFloat32> logit = tf.math.div(tf.math.add(logits, epsilon), temperature); // [K, B, D]
    Operand<TFloat32> logProb = GraphMath.sumEvent(tf, logProbOf(tf, logit, tf.math.neg(epsilon)));
    return new Draw(tf.math.sigmoid(logit), logProb);
  }

  @Override
  public RelaxedBernoulli detached(Ops tf) {
    return new RelaxedBernoulli(tf.stopGradient(logits), tf.stopGradient(temperature), dimension);
  }

  /**
   * Returns log p(x) = log λ + s − 2 softplus(s) − log x (1 − x), where the last is t − 2
   * softplus(t).
   *
   * @param logit t = log x − log(1 − x)
   * @param residual s = l − λ t, for a draw −ε
   */
  private Operand<TFloat32> logProbOf(Ops tf, Operand<TFloat32> logit, Operand<TFloat32> residual) {
    Operand<TFloat32> two = tf.constant(2f);
    Operand<TFloat32> ofNoise = tf.math.sub(residual, tf.math.mul(two, tf.math.softplus(residual)));
    Operand<TFloat32> volume = tf.math.sub(tf.math.mul(two, tf.math.softplus(logit)), logit);
    return tf.math.add(tf.math.add(ofNoise, volume), tf.math.log(temperature));
  }
}

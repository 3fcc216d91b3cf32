package org.lowerbound.distribution;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** All closed-form KL divergences. */
public final class ClosedFormKls {
  private static final KlRegistry REGISTRY =
      new KlRegistry.Builder()
          .registerPerComponent(DiagonalNormal.class, DiagonalNormal.class, ClosedFormKls::normals)
          .registerPerComponent(Bernoulli.class, Bernoulli.class, ClosedFormKls::bernoullis)
          .register(VonMisesFisher.class, HypersphericalUniform.class, SphereKls::fromUniform)
          .build();

  private ClosedFormKls() {}

  /** Returns the registry that models use. */
  public static KlRegistry registry() {
    return REGISTRY;
  }

  /**
   * Returns KL between the components of normals, log(σₚ/σ_q) + (σ_q² + (μ_q − μₚ)²) / (2σₚ²) − ½
   * (Kingma and Welling 2014, appendix B, where p is standard).
   *
   * <p>The ratio of variances is taken as exp(2 log(σ_q/σₚ)), which cannot divide by zero.
   */
  private static Operand<TFloat32> normals(Ops tf, DiagonalNormal q, DiagonalNormal p) {
    Operand<TFloat32> logRatio = tf.math.sub(q.logScale(), p.logScale()); // log(σ_q/σₚ)
    Operand<TFloat32> varianceRatio = tf.math.exp(tf.math.mul(tf.constant(2f), logRatio));
    Operand<TFloat32> distance =
        tf.math.square(
            tf.math.mul(tf.math.sub(q.loc(), p.loc()), tf.math.exp(tf.math.neg(p.logScale()))));
    Operand<TFloat32> halves =
        tf.math.mul(
            tf.constant(0.5f), tf.math.sub(tf.math.add(varianceRatio, distance), tf.constant(1f)));
    return tf.math.sub(halves, logRatio); // [B, D]
  }

  /**
   * Returns KL between Bernoulli components, σ(l_q) (l_q − lₚ) − softplus(l_q) + softplus(lₚ): the
   * mean of the difference of x·l − softplus(l) at the two logits.
   */
  private static Operand<TFloat32> bernoullis(Ops tf, Bernoulli q, Bernoulli p) {
    Operand<TFloat32> linear =
        tf.math.mul(tf.math.sigmoid(q.logits()), tf.math.sub(q.logits(), p.logits()));
    Operand<TFloat32> normalizers =
        tf.math.sub(tf.math.softplus(q.logits()), tf.math.softplus(p.logits()));
    return tf.math.sub(linear, normalizers); // [B, D]
  }
}

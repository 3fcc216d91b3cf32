package org.lowerbound.distribution.divergence;

import java.util.List;
import org.lowerbound.distribution.sphere.HypersphericalUniform;
import org.lowerbound.distribution.sphere.LogBessel;
import org.lowerbound.distribution.sphere.VonMisesFisher;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;

/** Closed-form KL divergences between distributions on a sphere. */
final class SphereKls {
  private SphereKls() {}

  /**
   * Returns KL(q ‖ uniform) = κA(κ) − L(κ), {@code [B]} (Davidson et al. 2018, appendix B, where
   * the terms of L are written out): it is the same for all μ.
   */
  static Operand<TFloat32> fromUniform(Ops tf, VonMisesFisher q, HypersphericalUniform p) {
    return tf.squeeze(
        new LogBessel(tf, q.dimension(), q.kappa()).divergence(tf), Squeeze.axis(List.of(-1L)));
  }
}

package org.lowerbound.distribution.codebook;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.distribution.Distribution;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.spec.Called;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Equal masses on the codes of a codebook, for G codes: log p = −G log N whatever the codes are.
 *
 * @param codes N
 * @param groups G
 * @param dimension the number of components of a vector of G codes
 */
@Called("codebook")
public record UniformCodes(int codes, int groups, int dimension) implements Distribution {
  /** Checks the arguments. */
  public UniformCodes {
    checkArgument(codes > 0, "codes must be positive but is %s", codes);
    checkArgument(
        groups > 0 && dimension % groups == 0,
        "%s components are no %s codes of one width",
        dimension,
        groups);
  }

  /** Returns −G log N, in nats. */
  float logMass() {
    return (float) (-groups * Math.log(codes));
  }

  /**
   * Returns the mass of vectors of codes; that they are some is not checked: {@code [..., B, D] ->
   * [..., B]}.
   */
  @Override
  public Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> value) {
    return tf.math.add(tf.zerosLike(GraphMath.sumEvent(tf, value)), tf.constant(logMass()));
  }

  /** Returns KL(q ‖ p) = G log N: q has all its mass on one vector of codes. */
  public static Operand<TFloat32> kl(Ops tf, Quantized q, UniformCodes p) {
    return tf.math.neg(p.logProb(tf, q.quantization().encoded()));
  }
}

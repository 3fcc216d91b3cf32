package org.lowerbound.distribution.codebook;

import org.lowerbound.distribution.formula.BorrowedGradient;
import org.lowerbound.graph.GraphMath;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Vectors with their codes, as {@link VectorQuantizer#nearest} finds them.
 *
 * @param encoded z_e, the encoder's output, {@code [..., B, G·C]}
 * @param indices the rows of the codebook, {@code [..., B, G]}
 * @param codes e, these rows, with a gradient to the codebook and none to the encoder, {@code [...,
 *     B, G·C]}
 */
public record Quantization(
    Operand<TFloat32> encoded, Operand<TInt32> indices, Operand<TFloat32> codes) {
  /**
   * Returns z_q, exactly the codes, with the gradient copied from them to z_e as it is and none to
   * the codebook (van den Oord et al. 2017, section 3.2), {@code [..., B, G·C]}.
   */
  public Operand<TFloat32> values(Ops tf) {
    return BorrowedGradient.of(tf, codes, encoded);
  }

  /**
   * Returns ‖sg[z_e] − e‖² summed over the components of all groups, {@code [..., B]}: the second
   * term of their eq. 3, which moves the codebook only. sg is the identity without a gradient.
   */
  public Operand<TFloat32> codebookLoss(Ops tf) {
    return squaredDistance(tf, tf.stopGradient(encoded), codes);
  }

  /**
   * Returns ‖z_e − sg[e]‖² summed over the components of all groups, {@code [..., B]}: the third
   * term of their eq. 3 before its weight β, which moves the encoder only.
   */
  public Operand<TFloat32> commitmentLoss(Ops tf) {
    return squaredDistance(tf, encoded, tf.stopGradient(codes));
  }

  /** Returns the same without any gradient. */
  Quantization detached(Ops tf) {
    return new Quantization(tf.stopGradient(encoded), indices, tf.stopGradient(codes));
  }

  private static Operand<TFloat32> squaredDistance(
      Ops tf, Operand<TFloat32> a, Operand<TFloat32> b) {
    return GraphMath.sumEvent(tf, tf.math.square(tf.math.sub(a, b)));
  }
}

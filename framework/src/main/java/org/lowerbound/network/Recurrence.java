package org.lowerbound.network;

import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A recurrent layer over an image, already in a graph. */
@FunctionalInterface
interface Recurrence {
  /**
   * Returns the hidden states, {@code [B, H, W, h]}.
   *
   * @param x {@code [B, H, W, in]}
   * @param context {@code [B, size]}; present if and only if the layer was made with one
   */
  Operand<TFloat32> apply(
      Ops tf, Operand<TFloat32> x, Optional<Operand<TFloat32>> context, Pass pass);
}

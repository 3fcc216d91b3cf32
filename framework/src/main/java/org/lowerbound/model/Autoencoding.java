package org.lowerbound.model;

import org.lowerbound.distribution.continuous.Point;
import org.lowerbound.network.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** An encoder without noise and a decoder. It is no model of p(x). */
public interface Autoencoding extends Encoding, Decoding {
  @Override
  Point encode(Ops tf, Operand<TFloat32> observations, Pass pass);

  /** Returns log p(x | z) of the raw x: {@code [B, D]} and {@code [K, B, latents] -> [K, B]}. */
  Operand<TFloat32> logLikelihood(
      Ops tf, Operand<TFloat32> observations, Operand<TFloat32> latents, Pass pass);
}

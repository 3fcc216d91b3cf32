package org.lowerbound.model;

import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.continuous.Point;
import org.lowerbound.network.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * An encoder without noise and a decoder, in a graph. It is no model of p(x).
 *
 * @param latents the dimension of a code
 * @param encoder the code of x
 * @param decoder p(x | z)
 * @param units those of the observations
 */
public record PointAutoencoder(
    int latents,
    Conditional<? extends Point> encoder,
    Conditional<Distribution> decoder,
    RawUnits units)
    implements Autoencoding {
  @Override
  public Point encode(Ops tf, Operand<TFloat32> observations, Pass pass) {
    return encoder.given(tf, observations, pass);
  }

  @Override
  public Distribution decode(Ops tf, Operand<TFloat32> latents, Pass pass) {
    return decoder.given(tf, latents, pass);
  }

  @Override
  public Operand<TFloat32> logLikelihood(
      Ops tf, Operand<TFloat32> observations, Operand<TFloat32> latents, Pass pass) {
    return units.logDensity(tf, decode(tf, latents, pass).logProb(tf, observations));
  }
}

package org.lowerbound.model;

import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.continuous.Point;
import org.lowerbound.network.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A {@link PointAutoencoder} with a linear decoder. With squared errors and a linear encoder its
 * best decoders are those whose columns span the space of the leading principal components (Baldi
 * and Hornik 1989).
 *
 * @param autoencoder the model
 */
public record LinearAutoencoder(PointAutoencoder autoencoder)
    implements Autoencoding, LinearDecoding {
  @Override
  public int latents() {
    return autoencoder.latents();
  }

  @Override
  public LinearMap decoderMap(Ops tf, Pass pass) {
    return LinearMap.of(tf, autoencoder.decoder(), autoencoder.latents(), pass);
  }

  @Override
  public Point encode(Ops tf, Operand<TFloat32> observations, Pass pass) {
    return autoencoder.encode(tf, observations, pass);
  }

  @Override
  public Distribution decode(Ops tf, Operand<TFloat32> latents, Pass pass) {
    return autoencoder.decode(tf, latents, pass);
  }

  @Override
  public Operand<TFloat32> logLikelihood(
      Ops tf, Operand<TFloat32> observations, Operand<TFloat32> latents, Pass pass) {
    return autoencoder.logLikelihood(tf, observations, latents, pass);
  }
}

package org.lowerbound.model;

import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.network.Pass;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A {@link LatentVariableModel} with the prior N(0, I) and a linear decoder: with normal noise,
 * probabilistic PCA or factor analysis with an encoder (Lucas et al. 2019).
 *
 * @param vae the model
 */
public record LinearVae(LatentVariableModel vae)
    implements LatentVariables, Encoding, CodeGenerating, Generating, LinearDecoding {
  @Override
  public int latents() {
    return vae.latents();
  }

  @Override
  public LatentSpace latentSpace() {
    return vae.latentSpace();
  }

  @Override
  public LinearMap decoderMap(Ops tf, Pass pass) {
    return LinearMap.of(tf, vae.likelihood(), vae.latents(), pass);
  }

  @Override
  public BoundTerms terms(
      Ops tf, Operand<TFloat32> observations, NoiseSource noise, int sampleCount, Pass pass) {
    return vae.terms(tf, observations, noise, sampleCount, pass);
  }

  @Override
  public Sampleable encode(Ops tf, Operand<TFloat32> observations, Pass pass) {
    return vae.encode(tf, observations, pass);
  }

  @Override
  public Distribution decode(Ops tf, Operand<TFloat32> latents, Pass pass) {
    return vae.decode(tf, latents, pass);
  }

  @Override
  public Operand<TFloat32> sampleCodes(Ops tf, NoiseSource noise, int count, Pass pass) {
    return vae.sampleCodes(tf, noise, count, pass);
  }

  @Override
  public Operand<TFloat32> sample(Ops tf, NoiseSource noise, int count, Pass pass) {
    return vae.sample(tf, noise, count, pass);
  }
}

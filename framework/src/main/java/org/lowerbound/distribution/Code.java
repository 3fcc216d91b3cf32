package org.lowerbound.distribution;

import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What stands for an observation in latent space: something that latents are drawn from. Most codes
 * are a distribution with a density; the code of an autoencoder without noise is a point.
 */
public interface Code {
  /** Returns D, the number of latents. */
  int dimension();

  /** Returns K draws for each observation, {@code [K, B, D]}. */
  Operand<TFloat32> draw(Ops tf, NoiseSource noise, int sampleCount);
}

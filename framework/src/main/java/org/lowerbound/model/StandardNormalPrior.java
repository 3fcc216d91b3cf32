package org.lowerbound.model;

import org.lowerbound.distribution.DiagonalNormal;
import org.lowerbound.network.ParameterStore;

/** p(z) = N(0, I). */
public record StandardNormalPrior() implements PriorFamily {
  @Override
  public Prior build(ParameterStore parameters, int latents) {
    return tf ->
        new DiagonalNormal(
            tf.constant(new float[latents]), tf.constant(new float[latents]), latents);
  }

  @Override
  public LatentSpace latentSpace() {
    return LatentSpace.REAL;
  }
}

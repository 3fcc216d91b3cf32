package org.lowerbound.model;

import org.lowerbound.network.Architecture;
import org.lowerbound.network.ParameterStore;
import org.tensorflow.ndarray.Shape;

/** The description of an approximate posterior: which distribution an encoder parameterises. */
public interface PosteriorFamily {
  /** Makes the encoder's parameters and returns q(z | x). */
  Posterior build(ParameterStore parameters, Architecture encoder, Shape observation, int latents);

  /** Returns where the latents live. */
  LatentSpace latentSpace();
}

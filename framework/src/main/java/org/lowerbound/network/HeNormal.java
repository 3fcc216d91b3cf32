package org.lowerbound.network;

import org.lowerbound.random.RandomStream;
import org.tensorflow.ndarray.Shape;

/** N(0, 2 / in): He et al. (2015), eq. 10. */
public record HeNormal() implements Initializer {
  @Override
  public float[] values(RandomStream stream, Shape shape) {
    return Fans.normal(stream, shape, 2 / Fans.in(shape));
  }
}

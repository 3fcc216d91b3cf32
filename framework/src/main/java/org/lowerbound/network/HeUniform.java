package org.lowerbound.network;

import org.lowerbound.random.RandomStream;
import org.tensorflow.ndarray.Shape;

/** U(±√(6 / in)): the variance of He et al. (2015), eq. 10. */
public record HeUniform() implements Initializer {
  @Override
  public float[] values(RandomStream stream, Shape shape) {
    return Fans.uniform(stream, shape, 2 / Fans.in(shape));
  }
}

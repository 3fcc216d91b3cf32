package org.lowerbound.network;

import org.lowerbound.random.RandomStream;
import org.tensorflow.ndarray.Shape;

/** U(±√(6 / (in + out))): Glorot and Bengio (2010), eq. 16. */
public record GlorotUniform() implements Initializer {
  @Override
  public float[] values(RandomStream stream, Shape shape) {
    return Fans.uniform(stream, shape, 2 / (Fans.in(shape) + Fans.out(shape)));
  }
}

package org.lowerbound.network;

import org.lowerbound.random.RandomStream;
import org.tensorflow.ndarray.Shape;

/** N(0, 2 / (in + out)): the variance of Glorot and Bengio (2010), eq. 12. */
public record GlorotNormal() implements Initializer {
  @Override
  public float[] values(RandomStream stream, Shape shape) {
    return Fans.normal(stream, shape, 2 / (Fans.in(shape) + Fans.out(shape)));
  }
}

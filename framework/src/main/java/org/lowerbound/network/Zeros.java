package org.lowerbound.network;

import org.lowerbound.random.RandomStream;
import org.tensorflow.ndarray.Shape;

/** All zeros. */
public record Zeros() implements Initializer {
  @Override
  public float[] values(RandomStream stream, Shape shape) {
    return new float[(int) shape.size()];
  }
}

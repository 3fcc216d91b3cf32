package org.lowerbound.network;

import org.lowerbound.random.RandomStream;
import org.tensorflow.ndarray.Shape;

/** Gives the first value of a parameter. */
@FunctionalInterface
public interface Initializer {
  /**
   * Returns the values, last index fastest.
   *
   * @param stream the parameter's own random stream
   * @param shape {@code [in, out]} for the weights of a dense layer, {@code [height, width, in,
   *     out]} for the kernel of a convolution in either direction, {@code [out]} for a bias
   */
  float[] values(RandomStream stream, Shape shape);
}

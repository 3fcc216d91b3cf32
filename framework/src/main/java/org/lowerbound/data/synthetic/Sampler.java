package org.lowerbound.data.synthetic;

import org.lowerbound.random.RandomStream;

/** Draws observations, one after the other. */
@FunctionalInterface
interface Sampler {
  /**
   * Draws one.
   *
   * @param stream decides it
   * @param observation where it is put, {@code [dimension]}
   * @return its class, from 0
   */
  int draw(RandomStream stream, double[] observation);
}

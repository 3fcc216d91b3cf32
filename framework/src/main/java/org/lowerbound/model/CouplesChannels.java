package org.lowerbound.model;

import org.tensorflow.ndarray.Shape;

/**
 * A likelihood in which, for some observations, the channels of a pixel depend on each other: its
 * parameters are those of a pixel, and a network gives them from other pixels alone.
 */
public interface CouplesChannels extends LikelihoodFamily {
  /**
   * Returns whether it does.
   *
   * @param observed the shape of an observation
   */
  boolean couplesChannels(Shape observed);
}

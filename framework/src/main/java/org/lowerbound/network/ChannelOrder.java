package org.lowerbound.network;

import org.tensorflow.ndarray.Shape;

/** What the outputs of a causal network for a channel see of their own pixel. */
public enum ChannelOrder {
  /**
   * The channels before it: green sees red, blue sees both (van den Oord et al. 2016, section 3.4).
   * The numbers of a head are C groups of neighbours, one for each channel.
   */
  IN_TURN,
  /**
   * Nothing: the channels of a pixel have one distribution, which itself conditions a channel on
   * those before (Salimans et al. 2017, section 2.2).
   */
  TOGETHER;

  /**
   * Returns how many values come at once: those of a place, which follow each other in an
   * observation.
   *
   * @param observed the shape of an observation, {@code [H, W, C]} or without channels
   */
  public int valuesOfPlace(Shape observed) {
    return this == TOGETHER && ImageShape.isImage(observed) ? (int) observed.get(2) : 1;
  }

  /** Returns the number of places, one after the other: values or pixels. */
  public int places(Shape observed) {
    return (int) observed.size() / valuesOfPlace(observed);
  }
}

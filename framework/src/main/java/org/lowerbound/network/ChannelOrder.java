package org.lowerbound.network;

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
  TOGETHER
}

package org.lowerbound.model;

import org.lowerbound.network.Architecture;

/**
 * A model whose encoder is one network on the observations. Its parameters have names that begin
 * with {@link #ENCODER}.
 */
public interface WithEncoder {
  /** The name that the network is built with. */
  String ENCODER = "encoder";

  /** Returns the network. */
  Architecture encoder();
}

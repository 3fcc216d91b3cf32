package org.lowerbound.training;

import com.google.common.collect.ImmutableSet;
import org.lowerbound.network.ParameterGroup;

/** Which parts of a model start from another training's values. */
public enum InitParts {
  /** The whole model. */
  ALL(ParameterGroup.MODEL),
  /** q(z | x). */
  ENCODER(ParameterGroup.INFERENCE),
  /** p(x, z): the decoder and the prior. */
  DECODER(ParameterGroup.GENERATIVE);

  private final ImmutableSet<ParameterGroup> groups;

  InitParts(ImmutableSet<ParameterGroup> groups) {
    this.groups = groups;
  }

  /** Returns whether variables of a group are among these parts. */
  boolean includes(ParameterGroup group) {
    return groups.contains(group);
  }
}

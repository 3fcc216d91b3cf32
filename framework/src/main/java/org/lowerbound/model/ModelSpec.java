package org.lowerbound.model;

import java.util.Optional;

/** A model as data: read from a configuration, compared, printed, built at will. */
public interface ModelSpec {
  /**
   * Checks, before anything is built, that the model is one for such data, and returns what its
   * numbers then mean.
   *
   * @throws IllegalArgumentException if not; the message says what would work
   */
  LikelihoodKind checkFits(ObservedData observed);

  /** Returns the number of an observation's values that have a likelihood: all, mostly. */
  default int likelihoodDimension(ObservedData observed) {
    return observed.dimension();
  }

  /**
   * Returns what of the model no step moves, the subject of a sentence: it must be taken from
   * another trial. Nothing, mostly.
   */
  default Optional<String> learntBefore() {
    return Optional.empty();
  }

  /** Makes the parameters of one copy of the model. */
  Model build(ModelScope scope);
}

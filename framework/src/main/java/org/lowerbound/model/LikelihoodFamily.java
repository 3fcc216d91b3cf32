package org.lowerbound.model;

import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.Distribution;

/** The description of a likelihood: which distribution a decoder parameterises. */
public interface LikelihoodFamily {
  /**
   * Checks that the likelihood is made for such values, and returns what its numbers then mean.
   *
   * @throws IllegalArgumentException if it is not; the message says what would work
   */
  LikelihoodKind checkFits(ValueKind kind);

  /**
   * Makes the parameters that are not the decoder's, if any, and returns the way from the decoder's
   * outputs to p(x | z).
   */
  Parameterization<Distribution> build(ModelScope scope);

  /** Returns whether the mean of p(x | z) is a linear function of the decoder's outputs. */
  default boolean hasLinearMean() {
    return false;
  }
}

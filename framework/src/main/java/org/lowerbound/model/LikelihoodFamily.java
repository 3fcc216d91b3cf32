package org.lowerbound.model;

import org.lowerbound.data.ValueKind;
import org.lowerbound.network.Architecture;
import org.lowerbound.network.ParameterStore;

/** The description of a likelihood: which distribution a decoder parameterises. */
public interface LikelihoodFamily {
  /**
   * Checks that the likelihood is a density for such values.
   *
   * @throws IllegalArgumentException if not; the message says what would work
   */
  void checkFits(ValueKind kind);

  /** Makes the decoder's parameters and returns p(x | z). */
  Likelihood build(
      ParameterStore parameters, Architecture decoder, int latents, ObservedData observed);
}

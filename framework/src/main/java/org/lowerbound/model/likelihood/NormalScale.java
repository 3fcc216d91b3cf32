package org.lowerbound.model.likelihood;

import org.lowerbound.distribution.Distribution;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Parameterization;
import org.lowerbound.network.Head;

/** Where the standard deviation σ of a {@link NormalLikelihood} comes from. */
public sealed interface NormalScale permits Scale, OptimalScale {
  /**
   * Makes the parameters that are not the decoder's, if any, and returns the way from the decoder's
   * outputs to the normal distribution.
   *
   * @param loc the head of the mean
   */
  Parameterization<Distribution> normal(Head loc, ModelScope scope);
}

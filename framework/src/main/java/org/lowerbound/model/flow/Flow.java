package org.lowerbound.model.flow;

import org.lowerbound.distribution.bijector.Bijector;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.Parameterization;

/**
 * The description of an invertible map of latents. What its papers make a function of the
 * observation is asked of a network as heads; networks of its own it makes itself.
 */
public interface Flow {
  /**
   * Makes the parameters of one copy.
   *
   * @param name the prefix of parameters' names, unique in the graph
   * @param dimension D
   * @throws IllegalArgumentException if there is no such map of D components
   */
  Parameterization<Bijector> build(ModelScope scope, String name, int dimension);
}

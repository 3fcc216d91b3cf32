/**
 * Probability distributions as graph nodes: densities, reparameterised draws, closed-form
 * divergences.
 *
 * <p>Shapes: K draws, B batch, D event. Events are vectors; images are flattened row by row. All
 * densities and divergences are in nats, with their constants, and are reduced over the event axis
 * only.
 */
package org.lowerbound.distribution;

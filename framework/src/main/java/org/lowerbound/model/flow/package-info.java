/**
 * Normalising flows by name: which invertible maps, how many, and where their parameters come from.
 * The maps themselves are in {@code distribution.bijector}.
 */
package org.lowerbound.model.flow;

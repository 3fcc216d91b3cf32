package org.lowerbound.model.hierarchy;

import org.lowerbound.distribution.Sampleable;
import org.lowerbound.model.Conditional;
import org.lowerbound.network.Network;

/**
 * The networks of one rung on the way up.
 *
 * @param features to d_i before its activation
 * @param likelihood from d_i to N(μ̂_i, σ̂_i²)
 */
record BottomUp(Network features, Conditional<Sampleable> likelihood) {}

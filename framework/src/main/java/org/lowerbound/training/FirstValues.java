package org.lowerbound.training;

import org.lowerbound.model.ObservedData;

/**
 * What another training has left, for one that starts from it.
 *
 * @param name what messages call the other
 * @param spec the other
 * @param observed what its model was told of its data
 * @param end its state after its last step
 */
public record FirstValues(String name, TrialSpec spec, ObservedData observed, Checkpoint end) {}

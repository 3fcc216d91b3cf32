package org.lowerbound.training;

import com.google.common.collect.ImmutableMap;

/**
 * All that a training needs to go on as if it had never stopped. There is no generator state: noise
 * is a function of the seed and the step.
 *
 * @param progress how far it has come
 * @param variables parameters, optimizer slots and the objective's states by name
 */
public record Checkpoint(Progress progress, ImmutableMap<String, float[]> variables) {}

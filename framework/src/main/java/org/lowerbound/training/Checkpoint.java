package org.lowerbound.training;

import com.google.common.collect.ImmutableMap;

/**
 * All that a training needs to go on as if it had never stopped. There is no generator state: noise
 * is a function of the seed and the step.
 *
 * @param step the number of updates made
 * @param skipped the number of steps skipped so far
 * @param variables parameters and optimizer slots by name
 */
public record Checkpoint(long step, int skipped, ImmutableMap<String, float[]> variables) {}

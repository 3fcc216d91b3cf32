package org.lowerbound.training;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;

/**
 * All that a training needs to go on as if it had never stopped. There is no generator state: noise
 * is a function of the seed and the step.
 *
 * @param progress how far it has come
 * @param epoch what the steps of an epoch that is not yet reported gave
 * @param firstSkip which step was skipped first, and why
 * @param variables parameters, optimizer slots and the objective's states by name
 */
public record Checkpoint(
    Progress progress,
    EpochSums epoch,
    Optional<String> firstSkip,
    ImmutableMap<String, float[]> variables) {}

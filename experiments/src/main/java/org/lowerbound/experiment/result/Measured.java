package org.lowerbound.experiment.result;

import com.google.common.collect.ImmutableMap;
import org.lowerbound.evaluation.Estimate;

/**
 * What one metric gave on one split of one training.
 *
 * @param id the identity of the numbers, given the training: the metric with all its settings, the
 *     split, the plug-ins that the metric is made of
 * @param commit the build that measured
 * @param numbers the numbers by column
 */
public record Measured(String id, String commit, ImmutableMap<String, Estimate> numbers) {}

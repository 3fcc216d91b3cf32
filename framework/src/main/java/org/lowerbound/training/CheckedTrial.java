package org.lowerbound.training;

import org.lowerbound.evaluation.MetricColumns;

/**
 * What the check of a trial on its data has found out.
 *
 * @param memory what it takes in memory
 * @param metricColumns what its numbers mean
 */
public record CheckedTrial(TrialMemory memory, MetricColumns metricColumns) {}

package org.lowerbound.evaluation;

import org.lowerbound.model.flow.Flow;
import org.lowerbound.optimizer.Optimizer;

/**
 * How a flow is fitted.
 *
 * @param flow the map from vectors to N(0, I)
 * @param optimizer what moves its parameters, down the mean of −log p
 * @param batchSize the vectors of a step; all of them, if there are no more
 * @param epochs the passes over the vectors
 * @param seed of first values and of the order of the vectors
 */
public record FlowCourse(Flow flow, Optimizer optimizer, int batchSize, int epochs, long seed) {}

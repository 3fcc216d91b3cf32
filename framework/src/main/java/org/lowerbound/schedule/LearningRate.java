package org.lowerbound.schedule;

import com.google.common.collect.Range;

/**
 * What a learning rate may be over a training: a schedule, which every other hyperparameter may be,
 * too, or something that follows what validation shows.
 */
public sealed interface LearningRate extends StepFunction permits Schedule, Plateau {
  /** Returns the smallest range that holds all values. */
  Range<Double> range();
}

package org.lowerbound.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableIntArray;
import org.lowerbound.optimizer.Optimizer;

/**
 * How a classifier is trained.
 *
 * @param rows those examples of the training split whose labels it is shown
 * @param optimizer what moves its parameters, down the mean cross-entropy of a batch
 * @param batchSize the examples of a step; all of them, if there are no more
 * @param steps the number of updates
 * @param seed of first values and of the order of the examples
 */
public record ClassifierCourse(
    ImmutableIntArray rows, Optimizer optimizer, int batchSize, long steps, long seed) {
  /** Checks the arguments. */
  public ClassifierCourse {
    checkArgument(!rows.isEmpty(), "a classifier is trained on one example at least");
    checkArgument(batchSize > 0, "batchSize must be positive but is %s", batchSize);
    checkArgument(steps > 0, "steps must be positive but is %s", steps);
    batchSize = Math.min(batchSize, rows.length());
  }
}

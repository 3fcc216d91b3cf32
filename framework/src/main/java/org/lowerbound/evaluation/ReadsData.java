package org.lowerbound.evaluation;

import com.google.common.collect.ImmutableSet;
import org.lowerbound.data.DatasetSpec;

/**
 * A metric or a figure that needs other data than the trial's. They are loaded before the first
 * step, as the trial's are, and {@link EvaluationScope#beside} gives them.
 */
@FunctionalInterface
public interface ReadsData {
  /** Returns the data sets. */
  ImmutableSet<DatasetSpec> besides();
}

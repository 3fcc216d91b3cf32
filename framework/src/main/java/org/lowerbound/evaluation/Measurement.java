package org.lowerbound.evaluation;

import com.google.common.collect.ImmutableMap;

/** The computation of a metric, once its nodes are in the graph. */
@FunctionalInterface
public interface Measurement {
  /** Returns the numbers by the names of the metric's columns. */
  ImmutableMap<String, Estimate> measure(SplitRunner runner);
}

package org.lowerbound.evaluation.disentanglement;

import com.google.common.collect.ImmutableMap;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.SplitRunner;

/** The numbers of a metric, once the codes of a split are there. */
@FunctionalInterface
interface OnCodes {
  /**
   * Returns the numbers by the names of the metric's columns.
   *
   * @param codes {@code [count][latents]}, finite
   */
  ImmutableMap<String, Estimate> measure(double[][] codes, SplitRunner runner);
}

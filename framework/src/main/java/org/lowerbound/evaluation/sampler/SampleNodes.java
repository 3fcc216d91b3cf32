package org.lowerbound.evaluation.sampler;

import com.google.common.collect.ImmutableList;
import org.lowerbound.evaluation.Fed;
import org.lowerbound.evaluation.SplitRunner;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Nodes in a graph that observations are drawn by. */
@FunctionalInterface
public interface SampleNodes {
  /**
   * Makes ready for some runs: fits what is to be fitted, draws the codes.
   *
   * @param count the number of observations that all runs have together
   */
  Runs prepare(SplitRunner runner, int count);

  /** How runs draw. */
  interface Runs {
    /** Returns the node of the observations as the model sees them, {@code [rows, D]}. */
    Operand<TFloat32> observations();

    /**
     * Returns what a run is fed.
     *
     * @param first the number of its first observation
     * @param rows the number of its observations; of some at the end nothing is asked
     */
    ImmutableList<Fed> fed(int first, int rows);
  }
}

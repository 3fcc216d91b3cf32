package org.lowerbound.evaluation;

import com.google.common.collect.ImmutableList;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Runs nodes of a graph on rows of a table of examples. */
public interface RowRunner {
  /** Returns the number of examples. */
  int count();

  /**
   * Evaluates nodes.
   *
   * @param rows the examples, from 0
   * @param draw the number of the noise to use
   * @param fetches the nodes
   * @return the values of each node, last index fastest
   */
  default ImmutableList<float[]> run(
      int[] rows, long draw, ImmutableList<Operand<TFloat32>> fetches) {
    return run(rows, draw, ImmutableList.of(), fetches);
  }

  /**
   * Evaluates nodes of which some are given.
   *
   * @param rows the examples, from 0
   * @param draw the number of the noise to use
   * @param fed the nodes that are given, each once
   * @param fetches the nodes
   * @return the values of each node, last index fastest
   */
  ImmutableList<float[]> run(
      int[] rows, long draw, ImmutableList<Fed> fed, ImmutableList<Operand<TFloat32>> fetches);

  /** Says how far a long measurement has come. */
  void progress(int examplesDone);
}

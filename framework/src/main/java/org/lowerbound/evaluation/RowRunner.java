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

  /**
   * Evaluates nodes as above, and says how far it has come where a run takes long.
   *
   * @param portion what the run is of all that is to be run
   */
  default ImmutableList<float[]> run(
      int[] rows,
      long draw,
      ImmutableList<Fed> fed,
      ImmutableList<Operand<TFloat32>> fetches,
      Portion portion) {
    return run(rows, draw, fed, fetches);
  }

  /**
   * A part of some work.
   *
   * @param first how much is done before it
   * @param count how much it is
   * @param all how much there is to do
   */
  record Portion(int first, int count, int all) {
    /** All of some work. */
    public static final Portion ALL = new Portion(0, 1, 1);

    /** Returns which share of all is done when a share of this is. */
    public double done(double share) {
      return (first + share * count) / all;
    }
  }

  /** Says how far a long measurement has come. */
  void progress(int examplesDone);
}

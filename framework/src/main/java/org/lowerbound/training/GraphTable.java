package org.lowerbound.training;

import org.tensorflow.Session;

/** Rows of data that are kept inside a graph, so that a step is fed row numbers and not rows. */
@FunctionalInterface
interface GraphTable {
  /** Puts the rows into the graph's session. */
  void fill(Session session);
}

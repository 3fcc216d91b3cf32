package org.lowerbound.evaluation;

import org.lowerbound.data.Split;

/** Runs nodes of the evaluation graph on rows of one split. */
public interface SplitRunner extends RowRunner {
  /** Returns the split. */
  Split split();
}

package org.lowerbound.evaluation;

import org.lowerbound.picture.Picture;

/** The computation of a picture, once its nodes are in the graph. */
@FunctionalInterface
public interface Drawing {
  /** Returns the picture of a split. */
  Picture draw(SplitRunner runner);
}

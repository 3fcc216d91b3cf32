package org.lowerbound.evaluation;

/** The computation of a picture, once its nodes are in the graph. */
@FunctionalInterface
public interface Drawing {
  /** Returns the picture of a split. */
  Raster draw(SplitRunner runner);
}

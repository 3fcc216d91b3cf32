package org.lowerbound.evaluation;

/** A density that has been fitted. It holds no session: each call opens one and closes it. */
@FunctionalInterface
public interface FittedFlow {
  /**
   * Returns independent draws, {@code [count][dimension]}. More of a seed begin with fewer.
   *
   * @param seed of the draws
   */
  double[][] draw(long seed, int count);
}

package org.lowerbound.model;

/**
 * A model of x given a condition c that can be run in training as it is when it predicts: with z
 * from p(z | c), and not from q(z | x, c).
 */
public interface Predicting extends LatentVariables {
  /**
   * Returns the model with p(z | c) in the place of q(z | x, c) (Sohn, Lee and Yan 2015, section
   * 4.2): its terms are at draws from the prior, one for each observation and draw, and its KL is
   * 0.
   *
   * <p>When terms are asked of it, a prior that is given no condition, or that cannot be drawn
   * from, is an {@link IllegalArgumentException}.
   */
  LatentVariables byPrior();
}

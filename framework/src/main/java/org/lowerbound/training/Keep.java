package org.lowerbound.training;

/** Which of its states a training keeps as the trained model. */
public enum Keep {
  /** That after the last step. */
  LAST,

  /** That at the end of the epoch after which the validation split was fitted best. */
  BEST
}

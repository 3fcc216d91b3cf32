package org.lowerbound.training;

/** What has ended a training. */
public enum EndedBy {
  /** It had as many steps as it was to have, and patience was not over. */
  LENGTH,

  /** Too many looks at the validation split in a row were no better than the best before them. */
  PATIENCE
}

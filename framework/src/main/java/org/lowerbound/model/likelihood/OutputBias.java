package org.lowerbound.model.likelihood;

/** Where the bias of a decoder's last layer starts. */
public enum OutputBias {
  /**
   * Where the decoder without inputs would have the mean of the training data. It is what separates
   * many re-implementations from the published figures.
   */
  DATA_MEAN,
  /** At zero. */
  ZEROS
}

package org.lowerbound.evaluation;

import org.lowerbound.data.Split;

/** Runs nodes of the evaluation graph on rows of one split. */
public interface SplitRunner extends RowRunner {
  /** Returns the split. */
  Split split();

  /**
   * Returns what runs nodes on another split.
   *
   * @param other one that the metric or figure {@link ReadsSplits reads}
   */
  SplitRunner of(Split other);

  /**
   * Keeps one value for each example, in a file beside the number that they make.
   *
   * @param name what they are, once each; a column's name where they are its terms
   * @param perExample in the order of the split's examples, or of those that were measured
   */
  void keep(String name, double[] perExample);

  /**
   * Returns how the KL of each latent unit went over the training, up to the state that is
   * evaluated; none of a model that was not trained here.
   */
  default KlHistory klHistory() {
    return KlHistory.NONE;
  }
}

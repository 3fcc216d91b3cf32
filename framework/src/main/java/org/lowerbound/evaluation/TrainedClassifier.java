package org.lowerbound.evaluation;

/**
 * A classifier that has been trained. It has a session of its own, to be closed after use.
 *
 * <p>Observations are given as networks see them, row after row: what {@link
 * EvaluationScope#observations} is of some rows, draws from a model, images of another data set.
 */
public interface TrainedClassifier extends AutoCloseable {
  /** Returns the part of a split's examples whose most probable class is the right one. */
  Estimate accuracy(SplitRunner runner);

  /**
   * Returns log p(y | x) in nats.
   *
   * @param observations {@code [B, D]}
   * @return {@code [B, classes]}
   */
  float[] logProbabilities(float[] observations);

  /**
   * Returns the values of the last hidden layer, of which the logits are a linear function.
   *
   * @param observations {@code [B, D]}
   * @return {@code [B, width]}
   * @throws IllegalArgumentException if the network has no such layer; the message says which have
   */
  float[] features(float[] observations);

  @Override
  void close();
}

package org.lowerbound.evaluation;

import org.lowerbound.data.Labels;
import org.lowerbound.network.Architecture;

/**
 * Trains classifiers of a trial's observations: beside the trial, each in a graph and a session of
 * its own, so that nothing of the trial's training depends on them.
 */
public interface Classifiers {
  /**
   * Prepares classifiers by a network with a softmax on top.
   *
   * @param labels the classes of the examples of all splits
   * @throws IllegalArgumentException if there is no such network on the observations; the message
   *     says why
   */
  ClassifierTraining of(Architecture network, Labels labels);

  /**
   * Prepares classifiers by the network of the trained model's encoder, with a softmax in place of
   * its heads.
   *
   * @param labels the classes of the examples of all splits
   * @param who asks, by its type name
   * @throws IllegalArgumentException if the model has no encoder of one network; the message says
   *     which has
   */
  EncoderTraining ofEncoder(Labels labels, String who);
}

package org.lowerbound.evaluation;

/** Classifiers with the network of an encoder, ready to be trained. */
public interface EncoderTraining extends ClassifierTraining {
  /**
   * Trains one whose first values are those of the trained encoder, but for the softmax.
   *
   * @param runner runs the trained model
   * @throws IllegalStateException if the training diverges
   */
  TrainedClassifier fineTune(SplitRunner runner, ClassifierCourse course);
}

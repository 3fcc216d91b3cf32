package org.lowerbound.evaluation;

/** Classifiers with one network, ready to be trained. */
@FunctionalInterface
public interface ClassifierTraining {
  /**
   * Trains one from random first values. It is a function of the course and the data alone, and not
   * of the trained model.
   *
   * @param runner hears how far it is, and ends it if the trial is stopped
   * @throws IllegalStateException if the training diverges
   */
  TrainedClassifier train(SplitRunner runner, ClassifierCourse course);
}

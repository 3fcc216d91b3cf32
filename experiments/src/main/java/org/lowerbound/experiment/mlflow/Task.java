package org.lowerbound.experiment.mlflow;

import java.io.IOException;

/** Something that MLflow is to be told, again and again until it arrives. */
interface Task {
  /**
   * Tells what there is to tell by now.
   *
   * @throws MlflowException if it has not all arrived
   * @throws IOException if the trial's files cannot be read
   */
  void send() throws IOException;
}

package org.lowerbound.experiment.mlflow;

/** MLflow cannot be told anything now; later, perhaps, it can. */
class MlflowException extends RuntimeException {
  /** Makes one with a reason for the user, without secrets. */
  MlflowException(String message) {
    super(message);
  }
}

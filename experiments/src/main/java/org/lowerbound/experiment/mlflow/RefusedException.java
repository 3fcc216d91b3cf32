package org.lowerbound.experiment.mlflow;

/** MLflow does not take something as it is; other things it may take. */
final class RefusedException extends MlflowException {
  /** Makes one with MLflow's reason. */
  RefusedException(String message) {
    super(message);
  }
}

package org.lowerbound.experiment.mlflow;

import com.google.common.collect.ImmutableMap;
import java.time.Instant;
import java.util.Optional;

/** An experiment of MLflow, somewhere. Its methods may throw {@link MlflowException}. */
interface Tracking {
  /** Returns the newest run that has a tag, if there is one. */
  Optional<MlflowRun> find(String tag, String value);

  /** Makes a run. */
  MlflowRun create(String name, ImmutableMap<String, String> tags, Instant start);
}

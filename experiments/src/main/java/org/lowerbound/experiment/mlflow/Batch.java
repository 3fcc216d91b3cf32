package org.lowerbound.experiment.mlflow;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;

/**
 * What is added to a run at once. Keys and values are such as MLflow takes ({@link MlflowText}).
 *
 * @param tags are set when the rest is there
 */
record Batch(
    ImmutableList<Metric> metrics,
    ImmutableMap<String, String> params,
    ImmutableMap<String, String> tags) {

  static Batch ofMetrics(ImmutableList<Metric> metrics, ImmutableMap<String, String> tags) {
    return new Batch(metrics, ImmutableMap.of(), tags);
  }
}

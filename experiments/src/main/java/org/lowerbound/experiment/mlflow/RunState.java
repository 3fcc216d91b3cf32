package org.lowerbound.experiment.mlflow;

import com.google.common.collect.ImmutableMap;

/**
 * What is known of a run.
 *
 * @param status MLflow's name of how it is
 * @param tags its tags
 */
record RunState(String id, String status, ImmutableMap<String, String> tags) {}

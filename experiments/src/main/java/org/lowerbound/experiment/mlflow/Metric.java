package org.lowerbound.experiment.mlflow;

import java.time.Instant;

/** One point of a curve of a run. */
record Metric(String key, double value, Instant time, long step) {}

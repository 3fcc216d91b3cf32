package org.lowerbound.experiment.execution;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.lowerbound.evaluation.MetricException;
import org.lowerbound.experiment.config.PluginFaults;

/** Why a trial failed, in a line, by the names that its config uses. */
final class FailureMessage {
  private FailureMessage() {}

  static String of(Throwable e, PlannedTrial trial) {
    return e instanceof MetricException metric
        ? ofMetric(metric, trial)
        : PluginFaults.describe(e, trial.spec()).orElseGet(() -> firstLine(e));
  }

  private static String ofMetric(MetricException e, PlannedTrial trial) {
    int index = trial.spec().evaluation().metrics().indexOf(e.metric());
    if (index < 0) {
      return firstLine(e); // One that the config does not name: what is watched in training.
    }
    JsonNode metric = trial.resolved().config().at("/evaluation/metrics/" + index);
    return "evaluation.metrics[%d]: the metric %s %s"
        .formatted(index, metric.path("type").asText(metric.asText()), e.problem());
  }

  private static String firstLine(Throwable e) {
    return Optional.ofNullable(e.getMessage())
        .flatMap(text -> text.lines().findFirst())
        .orElse("an error without a message; the log has its place");
  }
}

package org.lowerbound.tools.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableMap;

/** How far a trial is, as far as its files tell: its curve has a line for each epoch that ended. */
final class Advance {
  private Advance() {}

  /** Returns the share of the training that is done, from 0 to 1; 0 if nothing tells. */
  static double share(ReportTrial trial) {
    if (trial.status().isPresent() && !trial.running()) {
      return 1;
    }
    JsonNode training = trial.config().map(config -> config.path("training")).orElse(null);
    if (training == null || trial.lastEpoch().isEmpty()) {
      return 0;
    }
    JsonNode last = trial.lastEpoch().get();
    return ImmutableMap.of("epochs", "epoch", "steps", "step").entrySet().stream()
        .filter(unit -> training.path(unit.getKey()).asDouble() > 0)
        .mapToDouble(
            unit -> last.path(unit.getValue()).asDouble() / training.path(unit.getKey()).asDouble())
        .map(share -> Math.min(1, share))
        .findFirst()
        .orElse(0);
  }

  /** Returns how far it is in words: {@code epoch 7 of 20, 35%}. */
  static String words(ReportTrial trial) {
    if (trial.lastEpoch().isEmpty()) {
      return "in its first epoch";
    }
    int epoch = trial.lastEpoch().get().path("epoch").asInt();
    double share = share(trial);
    if (share >= 1) {
      return "trained, being measured";
    }
    int epochs =
        trial.config().map(config -> config.path("training").path("epochs").asInt()).orElse(0);
    return "%d %s done%s%s"
        .formatted(
            epoch,
            epoch == 1 && epochs == 0
                ? "epoch"
                : epochs == 0 ? "epochs" : "of %d epochs".formatted(epochs),
            share > 0 ? ", " : "",
            share > 0 ? "%d%%".formatted((int) (100 * share)) : "");
  }
}

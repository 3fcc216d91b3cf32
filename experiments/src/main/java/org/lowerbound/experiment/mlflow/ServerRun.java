package org.lowerbound.experiment.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Iterables;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lowerbound.experiment.config.Json;

/** A run on a server. */
final class ServerRun implements MlflowRun {
  /** What MLflow takes at once. */
  private static final int PAIRS = 100;

  private static final int METRICS = 1000;

  private final Server server;
  private final RunState state;
  private final Optional<String> folder;

  /**
   * Makes one.
   *
   * @param folder where its files go, if the server takes them
   */
  ServerRun(Server server, RunState state, Optional<String> folder) {
    this.server = server;
    this.state = state;
    this.folder = folder;
  }

  @Override
  public RunState state() {
    return state;
  }

  @Override
  public void log(Batch batch) {
    Iterables.partition(batch.params().entrySet(), PAIRS)
        .forEach(some -> log(List.of(), ImmutableMap.copyOf(some), ImmutableMap.of()));
    Iterables.partition(batch.metrics(), METRICS)
        .forEach(some -> log(some, ImmutableMap.of(), ImmutableMap.of()));
    if (!batch.tags().isEmpty()) {
      log(List.of(), ImmutableMap.of(), batch.tags());
    }
  }

  private void log(
      List<Metric> metrics,
      ImmutableMap<String, String> params,
      ImmutableMap<String, String> tags) {
    ObjectNode body = Json.object().put("run_id", state.id());
    ArrayNode points = body.putArray("metrics");
    for (Metric metric : metrics) {
      ObjectNode point = points.addObject().put("key", metric.key());
      if (Double.isFinite(metric.value())) {
        point.put("value", metric.value());
      } else {
        point.put("value", Double.toString(metric.value())); // As proto3's JSON writes it.
      }
      point.put("timestamp", metric.time().toEpochMilli()).put("step", metric.step());
    }
    pairs(body.putArray("params"), params);
    pairs(body.putArray("tags"), tags);
    server.post("mlflow/runs/log-batch", body);
  }

  static void pairs(ArrayNode array, ImmutableMap<String, String> pairs) {
    pairs.forEach((key, value) -> array.addObject().put("key", key).put("value", value));
  }

  @Override
  public void update(RunStatus status, Optional<Instant> end) {
    ObjectNode body = Json.object().put("run_id", state.id()).put("status", status.name());
    end.ifPresent(time -> body.put("end_time", time.toEpochMilli()));
    server.post("mlflow/runs/update", body);
  }

  @Override
  public void artifact(String path, byte[] bytes) {
    folder.ifPresent(
        to -> server.put("mlflow-artifacts/artifacts/" + to + "/" + encoded(path), bytes));
  }

  private static String encoded(String path) {
    return Splitter.on('/')
        .splitToStream(path)
        .map(part -> URLEncoder.encode(part, UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }
}

package org.lowerbound.experiment.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableMap;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.Optional;
import org.lowerbound.experiment.config.Json;

/** An experiment on a server, which is made if it is not there. */
final class ServerTracking implements Tracking {
  private final Server server;
  private final String name;
  private final ArtifactStores artifactStores;
  private Optional<String> experiment = Optional.empty();

  /**
   * Asks nothing yet.
   *
   * @param name the experiment's
   */
  ServerTracking(Server server, String name, ArtifactStores artifactStores) {
    this.server = server;
    this.name = name;
    this.artifactStores = artifactStores;
  }

  private String experiment() {
    if (experiment.isEmpty()) {
      Optional<JsonNode> found =
          server
              .getIfThere(
                  "mlflow/experiments/get-by-name?experiment_name="
                      + URLEncoder.encode(name, UTF_8).replace("+", "%20"))
              .map(answer -> answer.path("experiment"));
      if (found.isPresent() && found.get().path("lifecycle_stage").asText().equals("deleted")) {
        throw new MlflowException(
            "the experiment '%s' is deleted on %s; restore it there"
                .formatted(name, server.base()));
      }
      JsonNode named =
          found.orElseGet(
              () -> server.post("mlflow/experiments/create", Json.object().put("name", name)));
      experiment = Optional.of(text(named, "experiment_id"));
    }
    return experiment.get();
  }

  @Override
  public Optional<MlflowRun> find(String tag, String value) {
    ObjectNode body = Json.object();
    body.putArray("experiment_ids").add(experiment());
    body.put("filter", "tags.`%s` = '%s'".formatted(tag, value.replace("'", "\\'")));
    body.put("max_results", 1).putArray("order_by").add("attributes.start_time DESC");
    JsonNode runs = server.post("mlflow/runs/search", body).path("runs");
    return runs.isEmpty() ? Optional.empty() : Optional.of(run(runs.get(0)));
  }

  @Override
  public MlflowRun create(String runName, ImmutableMap<String, String> tags, Instant start) {
    ObjectNode body = Json.object();
    body.put("experiment_id", experiment());
    body.put("run_name", runName).put("start_time", start.toEpochMilli());
    ServerRun.pairs(body.putArray("tags"), tags);
    return run(server.post("mlflow/runs/create", body).path("run"));
  }

  private ServerRun run(JsonNode json) {
    JsonNode info = json.path("info");
    ImmutableMap.Builder<String, String> tags = ImmutableMap.builder();
    json.at("/data/tags")
        .forEach(tag -> tags.put(tag.path("key").asText(), tag.path("value").asText()));
    return new ServerRun(
        server,
        new RunState(text(info, "run_id"), info.path("status").asText(), tags.buildKeepingLast()),
        artifactStores.folder(info.path("artifact_uri").asText(), server.base()));
  }

  private String text(JsonNode json, String key) {
    String value = json.path(key).asText();
    if (value.isEmpty()) {
      throw new MlflowException(
          "%s does not answer as MLflow does: no %s".formatted(server.base(), key));
    }
    return value;
  }
}

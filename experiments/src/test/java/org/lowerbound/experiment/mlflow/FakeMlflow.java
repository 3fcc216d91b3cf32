package org.lowerbound.experiment.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lowerbound.experiment.config.Json;

/**
 * A tracking server as MLflow's REST API 2.0 describes it, with the checks of {@code
 * mlflow/utils/validation.py}, as far as it is used here. What it is asked for wrongly it answers
 * with 400, and remembers.
 */
public final class FakeMlflow implements AutoCloseable {
  private static final Pattern NAME = Pattern.compile("[/\\w.\\- ]*");
  private static final Pattern FILTER = Pattern.compile("tags\\.`([^`]+)` = '([^']*)'");

  /** A run as the server has it. */
  public static final class Run {
    /** Its id. */
    public final String id;

    /** Of which experiment. */
    public final String experiment;

    /** Its tags, params and files. */
    public final Map<String, String> tags = new TreeMap<>();

    /** Its params. */
    public final Map<String, String> params = new TreeMap<>();

    /** Its files. */
    public final Map<String, byte[]> artifacts = new TreeMap<>();

    /** Its curves: the points, step and value, in the order in which they came. */
    public final Map<String, List<double[]>> metrics = new TreeMap<>();

    /** How it is. */
    public String status = "RUNNING";

    private long start;

    private Run(String id, String experiment) {
      this.id = id;
      this.experiment = experiment;
    }
  }

  /** Answers in place of the API. */
  public interface Fault {
    /** Returns whether it has answered. */
    boolean answers(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final Map<String, String> experiments = new LinkedHashMap<>();
  private final Map<String, Run> runs = new LinkedHashMap<>();
  private final List<String> complaints = new ArrayList<>();
  private final Set<String> authorizations = ConcurrentHashMap.newKeySet();
  private volatile Fault fault = exchange -> false;
  private volatile String artifactRoot = "mlflow-artifacts:/";
  private int calls;

  /** Starts at a free port of this machine. */
  public FakeMlflow() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Returns where it is. */
  public String uri() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Has it answer wrongly from now on. */
  public void fail(Fault how) {
    fault = how;
  }

  /** Has it keep the files of new runs elsewhere. */
  public void keepArtifactsAt(String root) {
    artifactRoot = root;
  }

  /** Returns what was asked wrongly. */
  public synchronized List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Returns the number of calls. */
  public synchronized int calls() {
    return calls;
  }

  /** Returns the headers of that name that came. */
  public Set<String> authorizations() {
    return authorizations;
  }

  /** Returns the runs of trials, or those that are none. */
  public synchronized List<Run> runs(boolean ofTrials) {
    return runs.values().stream()
        .filter(run -> run.tags.containsKey("lowerbound.trial") == ofTrials)
        .toList();
  }

  /** Returns the names of the experiments. */
  public synchronized Set<String> experiments() {
    return Set.copyOf(experiments.keySet());
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static final class Wrong extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int status;
    private final String code;

    Wrong(int status, String code, String message) {
      super(message);
      this.status = status;
      this.code = code;
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new Wrong(400, "INVALID_PARAMETER_VALUE", what);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
          .ifPresent(authorizations::add);
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (fault.answers(exchange)) {
        return;
      }
      ObjectNode answer = Json.object();
      int status = 200;
      try {
        synchronized (this) {
          calls++;
          answer(exchange, body, answer);
        }
      } catch (Wrong e) {
        status = e.status;
        answer.removeAll();
        answer.put("error_code", e.code).put("message", e.getMessage());
        if (status == 400) {
          synchronized (this) {
            complaints.add(exchange.getRequestURI() + ": " + e.getMessage());
          }
        }
      }
      byte[] bytes = Json.printLine(answer).getBytes(UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private void answer(HttpExchange exchange, byte[] body, ObjectNode answer) {
    String call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath();
    String artifacts = "PUT /api/2.0/mlflow-artifacts/artifacts/";
    if (call.startsWith(artifacts)) {
      putArtifact(URLDecoder.decode(call.substring(artifacts.length()), UTF_8), body);
      return;
    }
    JsonNode json = body.length == 0 ? Json.object() : Json.parse(new String(body, UTF_8), call);
    switch (call) {
      case "GET /api/2.0/mlflow/experiments/get-by-name" -> {
        String query = exchange.getRequestURI().getQuery();
        require(query.startsWith("experiment_name="), "Missing experiment_name");
        String name = query.substring("experiment_name=".length());
        if (!experiments.containsKey(name)) {
          throw new Wrong(404, "RESOURCE_DOES_NOT_EXIST", "Could not find " + name);
        }
        answer
            .putObject("experiment")
            .put("experiment_id", experiments.get(name))
            .put("name", name)
            .put("lifecycle_stage", "active");
      }
      case "POST /api/2.0/mlflow/experiments/create" -> {
        keys(json, Set.of("name"), Set.of("artifact_location", "tags"));
        String name = json.get("name").textValue();
        require(!experiments.containsKey(name), "RESOURCE_ALREADY_EXISTS");
        experiments.put(name, Integer.toString(experiments.size() + 1));
        answer.put("experiment_id", experiments.get(name));
      }
      case "POST /api/2.0/mlflow/runs/create" -> create(json, answer);
      case "POST /api/2.0/mlflow/runs/search" -> search(json, answer);
      case "POST /api/2.0/mlflow/runs/log-batch" -> log(json);
      case "POST /api/2.0/mlflow/runs/update" -> {
        keys(json, Set.of("run_id", "status"), Set.of("end_time", "run_name", "run_uuid"));
        String status = json.get("status").textValue();
        require(
            Set.of("RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED").contains(status),
            "status " + status);
        require(!json.has("end_time") || isWhole(json.get("end_time")), "end_time");
        run(json).status = status;
        answer.putObject("run_info").put("run_id", run(json).id);
      }
      default -> throw new Wrong(404, "ENDPOINT_NOT_FOUND", call);
    }
  }

  private static void keys(JsonNode json, Set<String> required, Set<String> optional) {
    for (String key : required) {
      require(json.hasNonNull(key), "Missing value for required parameter '%s'".formatted(key));
    }
    json.fieldNames()
        .forEachRemaining(
            key -> require(required.contains(key) || optional.contains(key), "what is " + key));
  }

  /** In the JSON of a protocol buffer, which MLflow's messages are, a long may be text. */
  private static boolean isWhole(JsonNode node) {
    return node.isIntegralNumber() || (node.isTextual() && node.textValue().matches("\\d+"));
  }

  private Run run(JsonNode json) {
    Run run = runs.get(json.get("run_id").textValue());
    if (run == null) {
      throw new Wrong(404, "RESOURCE_DOES_NOT_EXIST", "Run not found");
    }
    return run;
  }

  private void create(JsonNode json, ObjectNode answer) {
    keys(json, Set.of("experiment_id"), Set.of("run_name", "start_time", "tags", "user_id"));
    String experiment = json.get("experiment_id").textValue();
    require(experiments.containsValue(experiment), "no experiment " + experiment);
    Run run = new Run("%032x".formatted(runs.size() + 1), experiment);
    run.start = json.path("start_time").asLong();
    pairs(json.path("tags"), 5000, run.tags);
    require(
        run.tags
            .getOrDefault("mlflow.runName", json.path("run_name").asText())
            .equals(json.path("run_name").asText()),
        "Both 'run_name' argument and 'mlflow.runName' tag are specified");
    runs.put(run.id, run);
    describe(run, answer.putObject("run"));
  }

  private void describe(Run run, ObjectNode json) {
    json.putObject("info")
        .put("run_id", run.id)
        .put("run_uuid", run.id)
        .put("experiment_id", run.experiment)
        .put("status", run.status)
        .put("start_time", run.start)
        .put("lifecycle_stage", "active")
        .put("artifact_uri", artifactRoot + run.experiment + "/" + run.id + "/artifacts");
    var tags = json.putObject("data").putArray("tags");
    run.tags.forEach((key, value) -> tags.addObject().put("key", key).put("value", value));
  }

  private void search(JsonNode json, ObjectNode answer) {
    keys(
        json,
        Set.of("experiment_ids"),
        Set.of("filter", "max_results", "order_by", "page_token", "run_view_type"));
    Matcher filter = FILTER.matcher(json.path("filter").asText());
    require(filter.matches(), "Invalid filter " + json.path("filter"));
    require(
        json.at("/order_by/0").asText().equals("attributes.start_time DESC"), "Invalid order_by");
    var found = answer.putArray("runs");
    runs.values().stream()
        .filter(run -> run.experiment.equals(json.at("/experiment_ids/0").asText()))
        .filter(run -> filter.group(2).equals(run.tags.get(filter.group(1))))
        .sorted((a, b) -> Long.compare(b.start, a.start))
        .limit(json.path("max_results").asInt(1000))
        .forEach(run -> describe(run, found.addObject()));
    if (found.isEmpty()) {
      answer.remove("runs"); // As an empty list is in the JSON of a protocol buffer.
    }
  }

  private void log(JsonNode json) {
    keys(json, Set.of("run_id"), Set.of("metrics", "params", "tags"));
    Run run = run(json);
    require(json.path("metrics").size() <= 1000, "at most 1000 metrics");
    require(json.path("params").size() <= 100, "at most 100 params");
    require(json.path("tags").size() <= 100, "at most 100 tags");
    require(Json.printLine(json).length() <= 1_000_000, "request too large");
    Map<String, String> params = new LinkedHashMap<>();
    pairs(json.path("params"), 250, params);
    params.forEach(
        (key, value) ->
            require(
                run.params.getOrDefault(key, value).equals(value),
                "Changing param values is not allowed: " + key));
    run.params.putAll(params);
    for (JsonNode metric : json.path("metrics")) {
      keys(metric, Set.of("key", "value", "timestamp"), Set.of("step"));
      name(metric.get("key").textValue());
      require(isWhole(metric.get("timestamp")), "timestamp");
      require(isWhole(metric.path("step")), "step");
      JsonNode value = metric.get("value");
      require(
          value.isNumber() || Set.of("NaN", "Infinity", "-Infinity").contains(value.textValue()),
          "value " + value);
      run.metrics
          .computeIfAbsent(metric.get("key").textValue(), key -> new ArrayList<>())
          .add(new double[] {metric.get("step").asLong(), Double.parseDouble(value.asText())});
    }
    pairs(json.path("tags"), 5000, run.tags);
  }

  private static void pairs(JsonNode array, int longest, Map<String, String> into) {
    for (JsonNode pair : array) {
      keys(pair, Set.of("key", "value"), Set.of());
      String key = pair.get("key").textValue();
      name(key);
      require(pair.get("value").isTextual(), key + " is no text");
      require(pair.get("value").textValue().length() <= longest, key + " is too long");
      into.put(key, pair.get("value").textValue());
    }
  }

  private static void name(String name) {
    require(NAME.matcher(name).matches() && name.length() <= 250, "Invalid name: " + name);
    boolean unique =
        !name.isEmpty()
            && Path.of(name).normalize().toString().equals(name)
            && !name.startsWith("/")
            && !name.startsWith("..");
    require(unique, "would resolve to another name: " + name);
  }

  private void putArtifact(String path, byte[] body) {
    String[] parts = path.split("/", 4);
    require(parts.length == 4 && parts[2].equals("artifacts"), "path " + path);
    Run run = runs.get(parts[1]);
    require(run != null && run.experiment.equals(parts[0]), "no such run: " + path);
    run.artifacts.put(parts[3], body);
  }
}

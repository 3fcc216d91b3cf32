package org.lowerbound.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Stopwatch;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.mlflow.FakeMlflow;

/** Sweeps that are shown in MLflow. */
class MlflowTest {
  private static final String SWEEP =
      """
      {
        "name": "watched",
        "trial": {
          "dataset": {"type": "linear-gaussian", "train": 40, "test": 10, "validation": 10},
          "model": {"type": "vae", "latents": 2, "likelihood": "normal"},
          "objective": "elbo",
          "training": {"batchSize": 20, "epochs": 6},
          "evaluation": {"metrics": ["elbo"], "splits": ["test", "train"]}
        },
        "axes": [{"grid": {"seed": [1, 2]}}]
      }
      """;

  @TempDir Path folder;
  private Console console = new Console(Map.of());

  private int run(String place, String... more) throws IOException {
    Path sweep = Files.writeString(folder.resolve("sweep.json"), SWEEP);
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--sweep", sweep.toString(), "--out", out().toString()));
    arguments.addAll(List.of("--mlflow", place, "--jobs", "2"));
    arguments.addAll(List.of(more));
    return console.run(arguments.toArray(String[]::new));
  }

  private Path out() {
    return folder.resolve("out");
  }

  private Path trial(FakeMlflow.Run run) {
    return out().resolve("watched/trials").resolve(run.tags.get("lowerbound.trial"));
  }

  private static List<Long> steps(FakeMlflow.Run run, String metric) {
    return run.metrics.get(metric).stream().map(point -> (long) point[0]).toList();
  }

  /** Holds a run against the trial's folder: all is there, and once. */
  private void assertWhole(FakeMlflow.Run run) throws IOException {
    assertEquals("FINISHED", run.status);
    List<JsonNode> curve =
        Files.readAllLines(trial(run).resolve("metrics.jsonl")).stream()
            .map(line -> Json.parse(line, "curve"))
            .toList();
    assertEquals(6, curve.size());
    List<double[]> bound = run.metrics.get("training/bound");
    assertEquals(6, bound.size(), "each epoch once");
    for (int i = 0; i < 6; i++) {
      assertEquals(curve.get(i).get("step").asLong(), (long) bound.get(i)[0]);
      assertEquals(curve.get(i).at("/training/bound").asDouble(), bound.get(i)[1]);
    }
    assertEquals(steps(run, "training/bound"), steps(run, "validation/elbo"));
    JsonNode metrics = Json.read(trial(run).resolve("result.json")).get("metrics");
    for (String name : List.of("elbo", "train.elbo", "parameters")) {
      assertEquals(List.of(12L), steps(run, name));
      assertEquals(metrics.at("/" + name + "/value").asDouble(), run.metrics.get(name).get(0)[1]);
    }
    assertEquals("vae", run.params.get("model.type"));
    assertTrue(Set.of("1", "2").contains(run.params.get("seed")));
    assertEquals("seed=" + run.params.get("seed"), run.tags.get("mlflow.runName"));
    for (String file : List.of("config.json", "result.json", "metrics.jsonl", "log.txt")) {
      assertArrayEquals(
          Files.readAllBytes(trial(run).resolve(file)), run.artifacts.get(file), file);
    }
  }

  private void assertWhole(FakeMlflow server) throws IOException {
    assertEquals(List.of(), server.complaints());
    assertEquals(Set.of("watched"), server.experiments());
    List<FakeMlflow.Run> trials = server.runs(true);
    assertEquals(2, trials.size());
    FakeMlflow.Run sweep = server.runs(false).get(0);
    assertEquals(1, server.runs(false).size());
    assertEquals("FINISHED", sweep.status);
    assertArrayEquals(
        Files.readAllBytes(out().resolve("watched/table.json")), sweep.artifacts.get("table.json"));
    for (FakeMlflow.Run trial : trials) {
      assertEquals(sweep.id, trial.tags.get("mlflow.parentRunId"));
      assertWhole(trial);
    }
  }

  @Test
  void twoTrialsAtOnceAreTwoRunsAndASecondRunnerAddsNothing() throws IOException {
    try (FakeMlflow server = new FakeMlflow()) {
      assertEquals(Runner.OK, run(server.uri() + "/"), console.err());
      assertFalse(console.err().contains("mlflow"), console.err());
      assertWhole(server);

      assertEquals(Runner.OK, run(server.uri()), console.err());
      assertWhole(server);

      assertEquals(Runner.OK, run(server.uri(), "--fresh", "--only", "seed=1"), console.err());
      assertEquals(3, server.runs(true).size(), "what starts again is another run");
      assertWhole(server.runs(true).get(2));
    }
  }

  @Test
  void whatAServerMissedIsSentByTheSameCommand() throws IOException {
    try (FakeMlflow server = new FakeMlflow()) {
      int[] calls = new int[1];
      server.fail(
          exchange -> {
            boolean away = calls[0]++ > 4; // In the middle of something.
            if (away) {
              exchange.sendResponseHeaders(503, -1);
            }
            return away;
          });
      assertEquals(Runner.OK, run(server.uri()), console.err());
      assertTrue(console.err().contains("answers 503"), console.err());
      assertTrue(console.err().contains("the same command sends the rest"), console.err());

      server.fail(exchange -> false);
      assertEquals(Runner.OK, run(server.uri()), console.err());
      assertFalse(console.err().contains("mlflow"), console.err());
      assertWhole(server);
    }
  }

  @Test
  void aServerThatIsAwayOrWrongIsOneLineAndStopsNothing() throws IOException {
    String nobody;
    try (ServerSocket socket = new ServerSocket(0)) {
      nobody = "http://127.0.0.1:" + socket.getLocalPort();
    }
    assertMissing(nobody, "cannot be reached");
    try (FakeMlflow server = new FakeMlflow()) {
      server.fail(
          exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("<html>Welcome</html>".getBytes(UTF_8));
            return true;
          });
      assertMissing(server.uri(), "does not answer as MLflow does");
    }
  }

  private void assertMissing(String place, String reason) throws IOException {
    assertEquals(Runner.OK, run(place, "--fresh"), console.err());
    List<String> lines = console.err().lines().filter(l -> l.startsWith("mlflow: ")).toList();
    assertTrue(lines.get(0).contains(reason), console.err());
    assertTrue(lines.size() <= 2, "while it runs, and at the end: " + lines);
  }

  @Test
  void aServerThatNeverAnswersIsLeftAfterSomeSeconds() throws IOException {
    try (ServerSocket silent = new ServerSocket(0)) {
      Stopwatch watch = Stopwatch.createStarted();
      assertEquals(Runner.OK, run("http://127.0.0.1:" + silent.getLocalPort()), console.err());
      assertTrue(console.err().contains("mlflow: not all has been sent"), console.err());
      assertTrue(watch.elapsed().compareTo(Duration.ofSeconds(30)) < 0, watch.toString());
    }
  }

  @Test
  void filesAreSentOnlyToAServerThatTakesThem() throws IOException {
    try (FakeMlflow server = new FakeMlflow()) {
      server.keepArtifactsAt("s3://bucket/");
      assertEquals(Runner.OK, run(server.uri()), console.err());
      assertTrue(console.err().contains("no files are sent"), console.err());
      assertTrue(server.runs(true).stream().allMatch(run -> run.status.equals("FINISHED")));
      assertTrue(server.runs(true).stream().allMatch(run -> run.artifacts.isEmpty()));
    }
  }

  @Test
  void credentialsAreSentAndNeverShown() throws IOException {
    try (FakeMlflow server = new FakeMlflow()) {
      String address = server.uri().replace("http://", "http://me:pa%24s@");
      assertEquals(Runner.OK, run(address), console.err());
      assertEquals(Set.of("Basic bWU6cGEkcw=="), server.authorizations());
      server.fail(
          exchange -> {
            exchange.sendResponseHeaders(401, -1);
            return true;
          });
      assertEquals(Runner.OK, run(address), console.err());
      assertTrue(console.err().contains("answers 401"), console.err());
      assertFalse(console.err().contains("pa$s"), console.err());
      assertFalse(console.err().contains("%24"), console.err());
    }
    try (FakeMlflow server = new FakeMlflow();
        Stream<Path> files = Files.walk(out())) {
      console = new Console(Map.of("MLFLOW_TRACKING_TOKEN", "t0ken"));
      assertEquals(Runner.OK, run(server.uri()), console.err());
      assertEquals(Set.of("Bearer t0ken"), server.authorizations());
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertFalse(new String(Files.readAllBytes(file), UTF_8).contains("t0ken"), file.toString());
      }
    }
  }

  @Test
  void aFolderHasWhatMlflowReads() throws IOException {
    Path root = folder.resolve("mlruns");
    for (int i = 0; i < 2; i++) { // The second time there is nothing to add.
      assertEquals(Runner.OK, run("file:" + root), console.err());
      assertFalse(console.err().contains("mlflow"), console.err());
    }
    List<Path> metas;
    try (Stream<Path> files = Files.walk(root)) {
      metas = files.filter(file -> file.endsWith("meta.yaml")).toList();
    }
    assertEquals(5, metas.size(), "two experiments, the sweep and two trials");
    int trials = 0;
    for (Path meta : metas) {
      Path run = meta.getParent();
      if (Files.exists(run.resolve("tags/lowerbound.trial"))) {
        trials++;
        List<String> lines = Files.readAllLines(meta);
        assertTrue(lines.contains("status: 3"), lines.toString());
        assertTrue(lines.contains("run_id: \"" + run.getFileName() + "\""), lines.toString());
        assertTrue(
            lines.contains("experiment_id: \"" + run.getParent().getFileName() + "\""),
            lines.toString());
        List<String> bound = Files.readAllLines(run.resolve("metrics/training/bound"));
        assertEquals(6, bound.size());
        assertTrue(bound.get(5).matches("\\d{13} -?[\\d.E-]+ 12"), bound.get(5));
        assertEquals("vae", Files.readString(run.resolve("params/model.type")));
        String id = Files.readString(run.resolve("tags/lowerbound.trial"));
        assertArrayEquals(
            Files.readAllBytes(out().resolve("watched/trials").resolve(id).resolve("result.json")),
            Files.readAllBytes(run.resolve("artifacts/result.json")));
      }
    }
    assertEquals(2, trials);
  }

  @Test
  void aPlaceThatIsNoneIsAUsageError() throws IOException {
    for (String place :
        List.of(
            "http://",
            "http://host:port",
            "ftp://me:secret@host",
            "http://host/?a=b",
            "file:",
            "mlruns",
            "")) {
      assertEquals(Runner.USAGE, run(place), place);
      assertTrue(console.err().startsWith("--mlflow: "), console.err());
      assertEquals(1, console.err().lines().count(), console.err());
      assertFalse(console.err().contains("secret"), console.err());
    }
    assertFalse(Files.exists(out()));
  }

  @Test
  void aTrialThatDivergedHasFailed() throws IOException {
    try (FakeMlflow server = new FakeMlflow()) {
      assertEquals(
          Runner.SOME_TRIAL_FAILED,
          run(server.uri(), "--only", "seed=1", "--set", "optimizer.learningRate=1e30"));
      FakeMlflow.Run run = server.runs(true).get(0);
      assertEquals("FAILED", run.status);
      assertEquals("DIVERGED", run.tags.get("lowerbound.status"));
      assertFalse(run.tags.get("lowerbound.message").isEmpty());
      assertEquals(List.of(), server.complaints());
    }
  }
}

package org.lowerbound.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps on a real Spark of two executors; nothing is replaced but its installation. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
class SubmitTest {
  private static final String SWEEP =
      """
      {
        "name": "far",
        "trial": {
          "dataset": {"type": "linear-gaussian", "train": 100, "validation": 20, "test": 30},
          "model": {
            "type": "vae", "latents": 2,
            "encoder": {"type": "mlp", "hidden": [4]}, "decoder": {"type": "mlp", "hidden": []},
            "likelihood": "normal"
          },
          "objective": "elbo",
          "training": {"batchSize": 20, "steps": 40},
          "evaluation": {"metrics": ["elbo"]}
        },
        "axes": [{"cases": {CASES}}, {"grid": {"seed": [SEEDS]}}],
        "table": {"rows": ["case"]}
      }
      """;

  /** Longer than anybody waits. */
  private static final int ENDLESS = 20_000_000;

  private static final Pattern PID = Pattern.compile("\"pid\": ?(\\d+)");

  @TempDir Path folder;
  private Cluster cluster;

  @BeforeEach
  void prepare() throws IOException {
    cluster = new Cluster(folder);
  }

  private void sweep(String cases, String seeds) throws IOException {
    Files.writeString(
        folder.resolve("far.json"), SWEEP.replace("CASES", cases).replace("SEEDS", seeds));
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> trials(Path sweepFolder) {
    Path trials = sweepFolder.resolve("trials");
    if (!Files.isDirectory(trials)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(trials)) {
      return all.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Path> trial(Path sweepFolder, Predicate<Path> wanted) {
    return trials(sweepFolder).stream().filter(wanted).findFirst();
  }

  private static Predicate<Path> hasSteps(int steps) {
    return trial ->
        read(trial.resolve("config.json")).matches("(?s).*\"steps\": ?%d\\b.*".formatted(steps));
  }

  private static Predicate<Path> logs(String text) {
    return trial -> read(trial.resolve("log.txt")).contains(text);
  }

  /** The process of the worker that runs a trial, if one does. */
  private static Optional<ProcessHandle> worker(Path trial) {
    Matcher pid = PID.matcher(read(trial.resolve("running.json")));
    return pid.find() ? ProcessHandle.of(Long.parseLong(pid.group(1))) : Optional.empty();
  }

  private static String withoutTimes(Path table) {
    return read(table)
        .replaceAll("\"(wallSeconds|firstStartedAt|lastStartedAt)\": [^,\\n]*", "\"$1\": 0");
  }

  /** One of its executors is killed while it runs the longest of six trials. */
  @Test
  void theTableIsTheLocalOneThoughAnExecutorIsKilled() throws Exception {
    int steps = 3_000;
    sweep(
        "\"a\": {}, \"b\": {\"init\": {\"case\": \"a\"}}, \"long\": {\"training.steps\": %d}"
            .formatted(steps),
        "1, 2");
    String[] arguments = {"--sweep", "far.json", "--jobs", "2", "--progress", "plain"};
    try (Cluster.Program local = cluster.local(arguments)) {
      assertEquals(0, local.status(), local.said());
    }
    Path expected = Files.move(folder.resolve("results"), folder.resolve("expected"));
    Path far = folder.resolve("results/far");
    Predicate<Path> chosen = hasSteps(steps).and(logs("first step after"));
    try (Cluster.Program spark = cluster.submit(arguments)) {
      spark.await("a long trial runs", () -> trial(far, chosen).isPresent());
      Path interrupted = trial(far, chosen).orElseThrow();
      ProcessHandle worker = worker(interrupted).orElseThrow();
      ProcessHandle executor = worker.parent().orElseThrow();
      assertTrue(executor.parent().orElseThrow().pid() == spark.process().pid());
      assertTrue(executor.destroyForcibly());
      assertEquals(0, spark.status(), spark.said());
      assertTrue(spark.said().contains("its worker was lost with executor "), spark.said());
      assertEquals(2, read(interrupted.resolve("log.txt")).split("Z started: ", -1).length - 1);
      worker.onExit().get(30, TimeUnit.SECONDS);
    }
    assertEquals(
        withoutTimes(expected.resolve("far/table.json")), withoutTimes(far.resolve("table.json")));
    assertEquals(6, trials(far).size());
  }

  /**
   * One trial whose worker is killed as often as it runs, one that starts from another, one that is
   * stopped; executors see nothing of the folder of results.
   */
  @Test
  void whatTrialsLeaveComesBackFromExecutorsWithoutTheFolder() throws Exception {
    String good =
        "\"a\": {}, \"b\": {\"init\": {\"case\": \"a\"}, \"evaluation.figures\":"
            + " [\"latent-scatter\"]}";
    sweep(good, "1");
    try (Cluster.Program local = cluster.local("--sweep", "far.json")) {
      assertEquals(0, local.status(), local.said());
    }
    Path expected = Files.move(folder.resolve("results"), folder.resolve("expected"));
    int poison = ENDLESS + 1;
    sweep(
        good
            + ", \"poison\": {\"training.steps\": %d}, \"endless\": {\"training.steps\": %d}"
                .formatted(poison, ENDLESS),
        "1");
    Path far = folder.resolve("results/far");
    try (Cluster.Program spark =
        cluster.submit("--sweep", "far.json", "--unshared", "--progress", "plain")) {
      for (int i = 0; i < 2; i++) {
        spark.await("it is poisonous", () -> !there(spark, hasSteps(poison)).isEmpty());
        ProcessHandle worker = worker(there(spark, hasSteps(poison)).get(0)).orElseThrow();
        assertTrue(worker.destroyForcibly());
        worker.onExit().get(30, TimeUnit.SECONDS);
      }
      spark.await("it is given up", () -> spark.said().contains("its worker ended 2 times"));
      assertTrue(spark.said().contains("ended with signal 9"), spark.said());
      spark.await(
          "the others are done",
          () -> trials(far).stream().filter(logs("completed in")).count() == 2);
      spark.await(
          "the last one runs",
          () -> there(spark, hasSteps(ENDLESS).and(logs("first step after"))).size() == 1);
      assertTrue(trial(far, hasSteps(ENDLESS)).isEmpty(), "it has left nothing yet");
      spark.process().destroy();
      assertEquals(128 + 15, spark.status(), spark.said());
      assertTrue(spark.said().contains("stopped; the same command goes on"), spark.said());
    }
    Path stopped = trial(far, hasSteps(ENDLESS)).orElseThrow();
    assertTrue(logs("Z stopped").test(stopped));
    assertTrue(Files.exists(stopped.resolve("checkpoint.bin")));
    assertFalse(Files.exists(stopped.resolve("running.json")), "it was left in order");
    for (Path trial : trials(expected.resolve("far"))) {
      Path came = far.resolve("trials").resolve(trial.getFileName());
      for (String name : List.of("metrics.jsonl", "config.json", "observed.json")) {
        assertEquals(read(trial.resolve(name)), read(came.resolve(name)), name);
      }
      assertTrue(read(came.resolve("result.json")).contains("\"completed\""));
    }
    Path picture =
        trial(expected.resolve("far"), t -> Files.exists(t.resolve("figures"))).orElseThrow();
    try (Stream<Path> figures = Files.list(picture.resolve("figures"))) {
      for (Path figure : figures.toList()) {
        Path came =
            far.resolve("trials").resolve(expected.resolve("far/trials").relativize(figure));
        assertArrayEquals(Files.readAllBytes(figure), Files.readAllBytes(came));
      }
    }
  }

  /** Trials of a kind that run now, in the folders of the executors. */
  private static List<Path> there(Cluster.Program spark, Predicate<Path> wanted) {
    return spark
        .process()
        .descendants()
        .flatMap(process -> process.info().arguments().stream())
        .map(List::of)
        .filter(words -> words.contains("org.lowerbound.experiment.Worker"))
        .map(words -> Path.of(words.get(words.indexOf("--out") + 1), "far"))
        .distinct()
        .flatMap(far -> trials(far).stream())
        .filter(trial -> worker(trial).isPresent())
        .filter(wanted)
        .toList();
  }

  @Test
  void whatTheUserSaysIsTold() {
    assertEquals(
        "--runner PATH is missing: runner.jar, where all machines have it",
        refused("--sweep", "beta.json"));
    assertEquals("--jobs must be a number from 1 but is '0'", refused("--jobs", "0"));
    assertEquals(
        "--worker-memory must be a size such as 512m or 4g but is '4'",
        refused("--worker-memory", "4"));
    assertEquals("--runner needs a value", refused("--runner"));
    assertTrue(refused("--isolate").startsWith("--isolate says where trials run, which is on"));
    Submission told =
        Submission.parse(
            "--runner",
            "/a/runner.jar:/b.jar",
            "--sweep",
            "x.json",
            "--worker-memory",
            "2g",
            "--worker-options",
            "-Xmx1g  -Da=b",
            "--jobs",
            "7",
            "--set",
            "a=--b",
            "--unshared");
    assertEquals(
        new Submission(
            "/a/runner.jar:/b.jar",
            false,
            Optional.of(2L << 30),
            List.of("-Xmx1g", "-Da=b"),
            Optional.of(7),
            List.of("--sweep", "x.json", "--set", "a=--b")),
        told);
  }

  private static String refused(String... arguments) {
    return assertThrows(IllegalArgumentException.class, () -> Submission.parse(arguments))
        .getMessage();
  }

  @Test
  void aTaskIsFoundInItsLine() {
    Task task =
        Task.parse(
            "task {\"id\":\"0f\",\"index\":1,\"folder\":\"/out \\\"x\\\"/é\",\"reads\":"
                + "[\"é/trials/1\",\"b,]/trials/2\"],\"config\":{\"id\":\"no\",\"folder\":\"/no\"}}");
    assertEquals(Path.of("/out \"x\""), task.out());
    assertEquals("é/trials/0f", task.trial());
    assertEquals(List.of("é/trials/1", "b,]/trials/2"), task.reads());
  }
}

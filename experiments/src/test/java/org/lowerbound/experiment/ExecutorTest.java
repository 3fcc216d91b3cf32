package org.lowerbound.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.result.BuildInfo;

/** Trials in other processes, most of them real workers. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are neither signals nor a shell")
class ExecutorTest {
  private static final String SWEEP =
      """
      {
        "name": "away",
        "trial": {
          "dataset": {"type": "linear-gaussian", "train": 100, "test": 30},
          "model": {
            "type": "vae", "latents": 2,
            "encoder": {"type": "mlp", "hidden": [4]}, "decoder": {"type": "mlp", "hidden": []},
            "likelihood": "normal"
          },
          "objective": "elbo",
          "training": {"batchSize": 20, "steps": 40},
          "evaluation": {"metrics": ["elbo"]}
        },
        "axes": [{"cases": CASES}]
      }
      """;
  private static final int LONG = 200_000; // Longer than anybody waits.
  private static final String BUILD =
      BuildInfo.current().version() + " " + BuildInfo.current().commit();

  /** Workers print it then, as they would for a user. */
  private static final boolean ASKS_FOR_THE_NATIVE_LOG =
      System.getenv().containsKey("TF_CPP_MIN_LOG_LEVEL");

  @TempDir Path folder;
  private final Console console = new Console(Map.of());

  private String sweep(String cases) throws IOException {
    return Files.writeString(folder.resolve("away.json"), SWEEP.replace("CASES", cases)).toString();
  }

  private String out(String name) {
    return folder.resolve(name).toString();
  }

  private static ImmutableList<Path> trials(String out) throws IOException {
    Path trials = Path.of(out, "away/trials");
    if (!Files.isDirectory(trials)) {
      return ImmutableList.of();
    }
    try (Stream<Path> all = Files.list(trials)) {
      return all.sorted().collect(ImmutableList.toImmutableList());
    }
  }

  /** Waits until the log of some trial has a text. */
  private static Path awaitLog(String out, String text) throws Exception {
    for (int i = 0; i < 1_200; i++) {
      for (Path trial : trials(out)) {
        Path log = trial.resolve("log.txt");
        if (Files.exists(log) && Files.readString(log).contains(text)) {
          return trial;
        }
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new AssertionError("no log says '" + text + "'");
  }

  private static JsonNode withoutTimes(Path file) {
    ObjectNode json = (ObjectNode) Json.read(file);
    json.remove(ImmutableList.of("timing", "timings", "checksum"));
    ObjectNode provenance = (ObjectNode) json.get("provenance");
    provenance.remove(
        ImmutableList.of("firstStartedAt", "lastStartedAt", "startedAt", "wallSeconds"));
    return json;
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file)
        .replaceAll("\"(wallSeconds|firstStartedAt|lastStartedAt)\": [^,\\n]*", "\"$1\": 0");
  }

  /** One trial starts from another, one has its training from another: all that tasks carry. */
  @Test
  void processesMakeTheTableThatThreadsMake() throws Exception {
    String sweep =
        sweep(
            "{\"a\": {}, \"b\": {\"init\": {\"case\": \"a\"}, \"training.steps\": 20}, \"c\":"
                + " {\"evaluation.metrics\": [\"elbo\", {\"type\": \"nll\", \"samples\": 10}]}}");
    String out = out("out");
    assertEquals(0, console.run("--sweep", sweep, "--out", out, "--jobs", "1"), console.err());
    String shown = console.out();
    Path threads = Files.move(folder.resolve("out"), folder.resolve("threads"));
    assertEquals(
        0, console.run("--sweep", sweep, "--out", out, "--jobs", "1", "--isolate"), console.err());
    assertEquals(shown, console.out());
    assertEquals(
        text(threads.resolve("away/table.json")), text(folder.resolve("out/away/table.json")));
    assertEquals(3, trials(out).size());
    for (Path trial : trials(out)) {
      Path other = threads.resolve("away/trials").resolve(trial.getFileName());
      assertEquals(
          Files.readString(other.resolve("metrics.jsonl")),
          Files.readString(trial.resolve("metrics.jsonl")));
      JsonNode expected = withoutTimes(other.resolve("result.json"));
      assertEquals(expected, withoutTimes(trial.resolve("result.json")));
    }
    if (!ASKS_FOR_THE_NATIVE_LOG) {
      assertFalse(hasEntries(folder.resolve("out/away/workers")), "nothing was printed");
    }
  }

  private static boolean hasEntries(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.findAny().isPresent();
    }
  }

  @Test
  void aTrialWhoseWorkerIsKilledGoesOnInAnother() throws Exception {
    String sweep = sweep("{\"a\": {\"training.steps\": 3000}}");
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> status =
          thread.submit(
              () -> console.run("--sweep", sweep, "--out", out("out"), "--executor", "processes"));
      Path trial = awaitLog(out("out"), "first step after");
      while (!Files.exists(trial.resolve("checkpoint.bin"))) {
        assertFalse(status.isDone(), console.err());
        TimeUnit.MILLISECONDS.sleep(20);
      }
      ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
      assertEquals(0, status.get(120, TimeUnit.SECONDS), console.err());
      assertTrue(
          console.err().contains("case=a: its worker ended with signal 9, SIGKILL; "),
          console.err());
      assertTrue(console.err().contains("; the trial goes on in another"), console.err());
      String log = Files.readString(trial.resolve("log.txt"));
      assertTrue(log.contains("goes on after step"), log);
      assertFalse(Files.exists(trial.resolve("running.json")));
    } finally {
      thread.shutdownNow();
    }
  }

  /** A worker that crashes twice, by a script; then a real one, for the trial after that. */
  @Test
  void aTrialThatCrashesTwiceHasFailedAndTheOthersGoOn() throws Exception {
    Path script =
        script(
            """
            echo start >> starts.txt
            if [ $(wc -l < starts.txt) -gt 2 ]; then exec "$@"; fi
            echo "ready $$ BUILD"
            read -r task
            echo "not a line of ours"
            echo "out of luck" >&2
            kill -9 $$
            """);
    String sweep = sweep("{\"a\": {}, \"b\": {\"seed\": 2}}");
    assertEquals(
        1,
        console.run(
            "--sweep", sweep, "--out", out("out"), "--jobs", "1", "--executor", "sh " + script),
        console.err());
    String why =
        "its worker ended 2 times without a word: ended with signal 9, SIGKILL; its last lines: ";
    assertTrue(console.err().contains("case=a failed: " + why), console.err());
    assertTrue(console.err().contains("out of luck"), console.err());
    int completed = 0;
    for (Path trial : trials(out("out"))) {
      JsonNode result = Json.read(trial.resolve("result.json"));
      completed += result.path("status").asText().equals("completed") ? 1 : 0;
      assertEquals(
          result.path("status").asText().equals("failed"),
          result.path("message").asText().startsWith(why));
    }
    assertEquals(1, completed);
    assertTrue(hasEntries(folder.resolve("out/away/workers")), "the logs are kept");
  }

  private Path script(String text) throws IOException {
    return Files.writeString(
        folder.resolve("worker.sh"), "cd %s\n%s".formatted(folder, text.replace("BUILD", BUILD)));
  }

  @Test
  void aWorkerOfAnotherBuildAndOneThatDoesNotStartAreRefused() throws Exception {
    String sweep = sweep("{\"a\": {}}");
    Path other = script("echo \"ready $$ 0.1 abc\"; read -r task");
    assertEquals(2, runBy("sh " + other, sweep), console.err());
    assertTrue(
        console
            .err()
            .contains(
                "a worker is Lowerbound 0.1 abc and the runner %s: both need the same runner.jar"
                    .formatted(BUILD)),
        console.err());
    Path broken = script("echo \"no such machine\" >&2; exit 3");
    assertEquals(2, runBy("sh " + broken, sweep), console.err());
    assertTrue(
        console
            .err()
            .contains(
                "a worker did not start: it ended with exit status 3; its last lines: no such"
                    + " machine"),
        console.err());
  }

  /** The other end of ssh is a shell in another folder, which takes one line apart. */
  @Test
  void aWorkerBehindSshStartsInTheSameFolder() throws Exception {
    Path ssh = folder.resolve("ssh");
    Files.writeString(ssh, "#!/bin/sh\n[ $1 = host ] || exit 9\nshift\ncd /\nexec sh -c \"$*\"\n");
    assertTrue(ssh.toFile().setExecutable(true));
    assertEquals(0, runBy(ssh + " host", sweep("{\"a b\": {}}")), console.err());
    assertEquals(1, trials(out("out")).size());
  }

  private int runBy(String command, String sweep) {
    return console.run("--sweep", sweep, "--out", out("out"), "--jobs", "1", "--executor", command);
  }

  @Test
  void wrongOptionsAreToldBeforeAnythingIsRead() throws Exception {
    String sweep = sweep("{\"a\": {}}");
    assertEquals(2, console.run("--sweep", sweep, "--executor", "srun -n1"));
    assertTrue(
        console.err().startsWith("--executor 'srun -n1' needs --jobs N: how many trials run"),
        console.err());
    assertEquals(2, console.run("--sweep", sweep, "--executor", "threads", "--isolate"));
    assertTrue(
        console.err().startsWith("--isolate is short for --executor processes, but --executor is"),
        console.err());
    assertEquals(2, console.run("--sweep", sweep, "--executor", " "));
    assertTrue(console.err().contains("but is empty"), console.err());
  }

  private Process java(String main, String... arguments) throws IOException {
    return new ProcessBuilder(
            ImmutableList.<String>builder()
                .add(Path.of(System.getProperty("java.home"), "bin", "java").toString())
                .add("-cp", System.getProperty("java.class.path"), main)
                .add(arguments)
                .build())
        .redirectError(folder.resolve(main + ".txt").toFile())
        .start();
  }

  private static String next(BufferedReader lines, Predicate<String> wanted) throws IOException {
    String line = lines.readLine();
    while (line != null && !wanted.test(line)) {
      line = lines.readLine();
    }
    return String.valueOf(line);
  }

  private static BufferedReader output(Process process) {
    return new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  private static void tell(Process process, String line) throws IOException {
    Writer in = new OutputStreamWriter(process.getOutputStream(), UTF_8);
    in.write(line + "\n");
    in.flush();
  }

  /** The test is the engine: a trial that ends, one that is cancelled, one whose runner is gone. */
  @Test
  void anEngineHandsLinesOn() throws Exception {
    String sweep = sweep("{\"short\": {}, \"long\": {\"training.steps\": %d}}".formatted(LONG));
    String out = out("out");
    Process worker = java(Worker.class.getName());
    Process runner =
        java(
            Runner.class.getName(),
            "--sweep",
            sweep,
            "--out",
            out,
            "--jobs",
            "1",
            "--executor",
            "stdio");
    try (BufferedReader said = output(worker);
        BufferedReader asked = output(runner)) {
      assertEquals(
          "ready %d %s".formatted(worker.pid(), BUILD), next(said, l -> l.startsWith("ready")));
      tell(worker, next(asked, line -> line.startsWith("task ")));
      tell(runner, next(said, line -> line.startsWith("result ")));

      String task = next(asked, line -> line.startsWith("task "));
      tell(worker, task);
      tell(runner, next(said, line -> line.contains("\"phase\":\"training\"")));
      runner.toHandle().destroy(); // Which leaves the streams open.
      assertEquals("cancel", next(asked, line -> !line.startsWith("task")));
      tell(worker, "cancel");
      tell(runner, next(said, line -> line.startsWith("stopped ")));
      assertTrue(runner.waitFor(60, TimeUnit.SECONDS));
      assertEquals(128 + 15, runner.exitValue());

      tell(worker, task);
      next(said, line -> line.contains("\"phase\":\"training\""));
      worker.getOutputStream().close();
      assertTrue(worker.waitFor(30, TimeUnit.SECONDS), "an orphan ends itself");
    } finally {
      worker.destroyForcibly();
      runner.destroyForcibly();
    }
    int stopped = 0;
    for (Path trial : trials(out)) {
      String log = Files.readString(trial.resolve("log.txt"));
      stopped += log.split("Z stopped", -1).length - 1;
      assertFalse(Files.exists(trial.resolve("running.json")), "it was left in order");
    }
    assertEquals(2, stopped);
  }

  /** Ctrl-C goes to all processes of a terminal, and some press it twice. */
  @Test
  void allProcessesThatAreToldTwiceToEndSaveTheStepThatTheyAreIn() throws Exception {
    String sweep = sweep("{\"long\": {\"training.steps\": %d}}".formatted(LONG));
    Process runner =
        java(Runner.class.getName(), "--sweep", sweep, "--out", out("out"), "--isolate");
    try {
      Path trial = awaitLog(out("out"), "first step after");
      ImmutableList<ProcessHandle> workers =
          runner.children().collect(ImmutableList.toImmutableList());
      assertEquals(1, workers.size());
      for (int i = 0; i < 2; i++) {
        workers.forEach(ProcessHandle::destroy);
        runner.destroy();
      }
      assertTrue(runner.waitFor(60, TimeUnit.SECONDS));
      assertEquals(128 + 15, runner.exitValue());
      String said = Files.readString(folder.resolve(Runner.class.getName() + ".txt"));
      assertTrue(said.contains("stopped; the same command goes on from here"), said);
      assertTrue(Files.readString(trial.resolve("log.txt")).contains("Z stopped"));
      assertTrue(Files.exists(trial.resolve("checkpoint.bin")));
      assertFalse(Files.exists(trial.resolve("running.json")));
      assertFalse(Files.exists(trial.resolve("result.json")));
      workers.get(0).onExit().get(60, TimeUnit.SECONDS);
    } finally {
      runner.descendants().forEach(ProcessHandle::destroyForcibly);
      runner.destroyForcibly();
    }
  }
}

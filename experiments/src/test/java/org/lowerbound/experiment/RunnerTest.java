package org.lowerbound.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.experiment.config.Json;

class RunnerTest {
  private static final String SWEEP =
      """
      {
        "name": "tiny",
        "trial": {
          "dataset": {"type": "linear-gaussian", "train": 200, "validation": 20, "test": 30},
          "model": {
            "type": "vae", "latents": 2,
            "encoder": {"type": "mlp", "hidden": [5]}, "decoder": {"type": "mlp", "hidden": []},
            "likelihood": "normal"
          },
          "objective": "elbo",
          "training": {"batchSize": 20, "epochs": 2},
          "evaluation": {"metrics": ["elbo", {"type": "nll", "samples": 20, "chunk": 7}]}
        },
        "axes": [
          {"grid": {"objective.beta": [1, 2]}},
          {"grid": {"seed": [1, 2]}}
        ]
      }
      """;

  @TempDir Path folder;
  private final Console console = new Console(Map.of());

  private String sweep(String text) throws IOException {
    return Files.writeString(folder.resolve("sweep.json"), text).toString();
  }

  private String out(String name) {
    return folder.resolve(name).toString();
  }

  private JsonNode table(String out) {
    return Json.read(folder.resolve(out).resolve("tiny/table.json"));
  }

  private List<Path> trialFiles(String out, String file) throws IOException {
    try (Stream<Path> trials = Files.list(folder.resolve(out).resolve("tiny/trials"))) {
      return trials.map(trial -> trial.resolve(file)).sorted().toList();
    }
  }

  private Map<Path, Object> metrics(String out) throws IOException {
    return trialFiles(out, "result.json").stream()
        .collect(
            Collectors.toMap(
                file -> file.getParent().getFileName(), file -> Json.read(file).get("metrics")));
  }

  @Test
  void aSweepGivesATableAndEveryPromisedFile() throws IOException {
    assertEquals(Runner.OK, console.run("--sweep", sweep(SWEEP), "--out", out("a")), console.err());

    JsonNode table = table("a");
    assertEquals(2, table.get("rows").size());
    JsonNode row = table.get("rows").get(0);
    assertEquals(1, row.at("/overrides/objective.beta").asInt());
    assertEquals(2, row.at("/metrics/elbo/n").asInt());
    assertEquals(2, row.at("/metrics/elbo/values").size());
    assertTrue(row.at("/metrics/elbo/standardError").asDouble() > 0);
    assertTrue(console.out().contains("elbo (nats)"), console.out());
    assertTrue(Files.exists(folder.resolve("a/tiny/sweep.json")));
    for (String file : List.of("config.json", "result.json", "metrics.jsonl", "log.txt")) {
      assertEquals(4, trialFiles("a", file).stream().filter(Files::exists).count(), file);
    }
    String log = Files.readString(trialFiles("a", "log.txt").get(0));
    assertTrue(log.matches("(?s).*\\S+Z first step after \\d+\\.\\d{3} s\n.*"), log);
    JsonNode timing = Json.read(trialFiles("a", "result.json").get(0)).get("timing");
    double compute = timing.get("computeSeconds").asDouble();
    assertTrue(0 < timing.get("firstStepSeconds").asDouble(), timing.toString());
    assertTrue(timing.get("firstStepSeconds").asDouble() < compute, timing.toString());
    assertTrue(compute < timing.get("trainingSeconds").asDouble(), timing.toString());
    assertTrue(0 < timing.get("evaluationSeconds").asDouble(), timing.toString());
    List<String> curve = Files.readAllLines(trialFiles("a", "metrics.jsonl").get(0));
    assertEquals(2, curve.size());
    JsonNode last = Json.parse(curve.get(1), "curve");
    assertEquals(20, last.get("step").asInt());
    assertTrue(last.at("/validation/elbo").isNumber());
    double ofUnits = 0;
    for (JsonNode kl : last.get("unitKls")) {
      ofUnits += kl.asDouble();
    }
    // The units' KLs, written with the digits of 32-bit floats, are the rate's.
    assertEquals(last.at("/validation/rate").asDouble(), ofUnits, 1e-5 * (1 + ofUnits));
    assertTrue(last.at("/schedules/beta").isNumber());
  }

  @Test
  void theSameSweepGivesTheSameBytesWhateverTheJobs() throws IOException {
    assertEquals(0, console.run("--sweep", sweep(SWEEP), "--out", out("one"), "--jobs", "1"));
    assertEquals(0, console.run("--sweep", sweep(SWEEP), "--out", out("two"), "--jobs", "2"));

    assertEquals(metrics("one"), metrics("two"));
    List<Path> one = trialFiles("one", "metrics.jsonl");
    List<Path> two = trialFiles("two", "metrics.jsonl");
    for (int i = 0; i < one.size(); i++) {
      assertArrayEquals(Files.readAllBytes(one.get(i)), Files.readAllBytes(two.get(i)));
    }
    assertEquals(table("one").get("rows"), table("two").get("rows"));
  }

  @Test
  void aFinishedTrialIsNotRunAgainUnlessAskedFor() throws IOException {
    console.run("--sweep", sweep(SWEEP), "--out", out("a"));
    JsonNode before = Json.read(trialFiles("a", "result.json").get(0));

    assertEquals(0, console.run("--sweep", sweep(SWEEP), "--out", out("a")));
    assertTrue(console.err().contains("0 of 4 trials to run"), console.err());
    assertEquals(before, Json.read(trialFiles("a", "result.json").get(0)));

    assertEquals(
        0, console.run("--sweep", sweep(SWEEP), "--out", out("a"), "--fresh", "--only", "seed=1"));
    assertTrue(console.err().contains("2 of 4 trials to run"), console.err());
  }

  @Test
  void trialsAreChosen() throws IOException {
    assertEquals(0, console.run("--sweep", sweep(SWEEP), "--out", out("a"), "--shard", "2/4"));
    assertEquals(1, trialFiles("a", "result.json").size());
    assertEquals(
        0,
        console.run("--sweep", sweep(SWEEP), "--out", out("b"), "--only", "seed=2", "--jobs", "1"));
    assertEquals(2, trialFiles("b", "result.json").size());
    assertTrue(console.out().contains("1/2"), console.out());
  }

  @Test
  void aDryRunChecksAndRunsNothing() throws IOException {
    assertEquals(0, console.run("--sweep", sweep(SWEEP), "--out", out("a"), "--dry-run"));
    assertTrue(console.out().contains("#3"), console.out());
    assertTrue(console.out().contains("4 trials"), console.out());
    assertFalse(Files.exists(folder.resolve("a")));
  }

  @Test
  void aRandomAxisIsListedAndItsTableSortedUnlessASettingTakesTheColumnAway() throws IOException {
    String random =
        SWEEP
            .replace(
                "{\"grid\": {\"objective.beta\": [1, 2]}}",
                "{\"random\": {\"objective.beta\": {\"uniform\": [1, 2]}}, \"count\": 5}")
            .replace(
                "\"axes\"", "\"table\": {\"columns\": [\"elbo\"], \"sort\": \"nll\"}, \"axes\"");
    String[] dry = {"--sweep", sweep(random), "--out", out("a"), "--dry-run"};
    assertEquals(0, console.run(dry));
    assertTrue(console.out().contains("10 trials"), console.out());
    assertFalse(console.err().contains("sorted"), console.err());
    String[] set =
        Stream.concat(Stream.of(dry), Stream.of("--set", "evaluation.metrics=[\"elbo\"]"))
            .toArray(String[]::new);
    assertEquals(0, console.run(set));
    assertTrue(
        console
            .err()
            .contains("the table is not sorted by nll, which --set evaluation has taken away"),
        console.err());
    String[] one = {"--sweep", sweep(random), "--out", out("a"), "--shard", "1/5"};
    assertEquals(0, console.run(one));
    assertEquals("nll", table("a").get("sortedBy").textValue());
    assertTrue(
        console.out().contains("The first of 2 was selected on the test split"), console.out());
  }

  @Test
  void aSettingMakesASweepOfItsOwn() throws IOException {
    String sweep = sweep(SWEEP);
    assertEquals(0, console.run("--sweep", sweep, "--out", out("a"), "--only", "seed=1"));
    byte[] table = Files.readAllBytes(folder.resolve("a/tiny/table.json"));
    String[] set = {
      "--sweep", sweep, "--out", out("a"), "--only", "seed=1", "--set", "training.epochs=3"
    };
    assertEquals(0, console.run(set));
    assertTrue(console.out().contains("--set training.epochs=3"), console.out());
    assertArrayEquals(table, Files.readAllBytes(folder.resolve("a/tiny/table.json")));
    Path own;
    try (Stream<Path> folders = Files.list(folder.resolve("a"))) {
      own = folders.filter(f -> f.getFileName().toString().startsWith("tiny-set-")).findAny().get();
    }
    assertEquals(3, Json.read(own.resolve("sweep.json")).at("/trial/training/epochs").asInt());
    assertEquals(0, console.run(set));
    assertTrue(console.err().contains("0 of 4 trials to run"), console.err());
  }

  @Test
  void anObjectWithoutATypeIsOfTheDefaultOne() throws IOException {
    assertEquals(
        0,
        console.run(
            "--sweep",
            sweep(SWEEP),
            "--out",
            out("a"),
            "--only",
            "#0",
            "--set",
            "optimizer.learningRate=0.01"),
        console.err());
    try (Stream<Path> files = Files.walk(folder.resolve("a"))) {
      Path config = files.filter(f -> f.endsWith("config.json")).findAny().orElseThrow();
      assertEquals("adam", Json.read(config).at("/optimizer/type").asText());
      assertEquals(0.01, Json.read(config).at("/optimizer/learningRate").asDouble(), 1e-12);
    }
    assertEquals(
        Runner.USAGE,
        console.run(
            "--sweep", sweep(SWEEP), "--out", out("a"), "--set", "optimizer.learningrate=0.01"));
    assertTrue(console.err().contains("did you mean 'learningRate'?"), console.err());
  }

  @Test
  void aNullTakesAValueAway() throws IOException {
    String sweep = sweep(SWEEP);
    assertEquals(
        0,
        console.run(
            "--sweep",
            sweep,
            "--out",
            out("a"),
            "--only",
            "#0",
            "--dry-run",
            "--set",
            "training.epochs=null",
            "--set",
            "training.steps=5"),
        console.err());
    assertEquals(
        Runner.USAGE,
        console.run("--sweep", sweep, "--out", out("a"), "--set", "training.steps=5"));
  }

  @Test
  void aFailureIsNamedWhateverTheProgress() throws IOException {
    String text =
        SWEEP.replace(
            "\"objective\": \"elbo\",",
            "\"objective\": \"elbo\", \"optimizer\": {\"type\": \"sgd\", \"learningRate\": 1e30},");
    assertEquals(
        Runner.SOME_TRIAL_FAILED,
        console.run(
            "--sweep", sweep(text), "--out", out("a"), "--only", "#0", "--progress", "none"));
    assertTrue(
        console.err().contains("diverged: after step 10 the validation's elbo is "), console.err());
    assertTrue(console.err().contains("log.txt"), console.err());
  }

  @Test
  void aDivergedTrialIsNamedAndTheOthersStillRun() throws IOException {
    String text =
        SWEEP.replace(
            "{\"grid\": {\"objective.beta\": [1, 2]}}",
            "{\"cases\": {\"wild\": {\"optimizer\": {\"type\": \"sgd\", \"learningRate\": 1e30}},"
                + " \"calm\": {}}}");
    assertEquals(Runner.SOME_TRIAL_FAILED, console.run("--sweep", sweep(text), "--out", out("a")));
    JsonNode rows = table("a").get("rows");
    assertEquals(2, rows.get(0).get("diverged").asInt());
    assertTrue(rows.get(0).at("/metrics/elbo").isMissingNode());
    assertEquals(2, rows.get(1).at("/metrics/elbo/n").asInt());
    assertTrue(console.err().contains("diverged"), console.err());
  }

  @Test
  void helpAndVersion() {
    assertEquals(0, console.run("--help"));
    assertTrue(console.out().contains("--dry-run"), console.out());
    assertTrue(console.out().contains("--trace-step"), console.out());
    assertEquals(0, console.run("--version"));
    assertTrue(console.out().startsWith("lowerbound "), console.out());
  }

  @Test
  void theHelpFitsATerminalOf80Columns() {
    assertEquals(0, console.run("--help"));
    assertTrue(console.out().lines().allMatch(line -> line.length() <= 80), console.out());
  }

  @Test
  void theEndSaysWhereTheTableIsAndWhatCanBeTypedNext() throws IOException {
    String[] run = {
      "--sweep", sweep(SWEEP), "--out", out("a"), "--only", "#0", "--progress", "bar"
    };
    assertEquals(0, console.run(run), console.err());
    Path sweep = folder.resolve("a/tiny");
    assertTrue(console.err().contains("table: " + sweep.resolve("table.json")), console.err());
    assertTrue(console.err().contains("tools.jar table " + sweep + " --format"), console.err());

    assertEquals(0, console.run(run), console.err());
    assertEquals(-1, console.err().indexOf('\u001b'), "nothing runs, and nothing flashes");
  }

  @Test
  void anUnreadableNameIsOneLine() {
    for (String[] arguments :
        new String[][] {
          {"--sweep", "d\ufffd.json"},
          {"--sweep", "smoke.json", "--out", "a\0b"},
          {"--sweep", "smoke.json", "--data", "a\0b"}
        }) {
      assertEquals(Runner.USAGE, console.run(arguments));
      assertEquals(1, console.err().lines().count(), console.err());
    }
  }

  @Test
  void anUnwritableFolderIsOneLine() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertEquals(
        Runner.USAGE, console.run("--sweep", sweep(SWEEP), "--out", file.resolve("x").toString()));
    assertEquals(1, console.err().lines().count(), console.err());
    assertTrue(console.err().startsWith("cannot write "), console.err());
  }
}

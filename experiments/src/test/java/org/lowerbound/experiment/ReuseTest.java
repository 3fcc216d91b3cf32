package org.lowerbound.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.experiment.config.Json;

/** Finished work is found again, and only its own. */
class ReuseTest {
  private static final String SWEEP =
      """
      {
        "name": "NAME",
        "trial": {
          "dataset": {"type": "linear-gaussian", "train": 100, "validation": 20, "test": 30},
          "model": {
            "type": "vae", "latents": 2,
            "encoder": {"type": "mlp", "hidden": [4]}, "decoder": {"type": "mlp", "hidden": []},
            "likelihood": "normal"
          },
          "objective": "elbo",
          "training": {"batchSize": 20, "epochs": EPOCHS},
          "evaluation": {"metrics": METRICS}
        },
        "axes": [{"grid": {"seed": [1, 2]}}]
      }
      """;
  private static final String ELBO = "[\"elbo\"]";
  private static final String MORE = "[{\"type\": \"nll\", \"samples\": 20}, \"elbo\"]";

  @TempDir Path folder;
  private final Console console = new Console(Map.of());

  private String sweep(String name, int epochs, String metrics) throws IOException {
    String text =
        SWEEP
            .replace("NAME", name)
            .replace("EPOCHS", Integer.toString(epochs))
            .replace("METRICS", metrics);
    return Files.writeString(folder.resolve(name + ".json"), text).toString();
  }

  private void run(String sweep, String out, String... more) {
    String[] arguments =
        Stream.concat(
                Stream.of("--sweep", sweep, "--out", folder.resolve(out).toString()),
                Stream.of(more))
            .toArray(String[]::new);
    assertEquals(Runner.OK, console.run(arguments), console.err());
  }

  private List<Path> trials(String sweepFolder) throws IOException {
    try (Stream<Path> trials = Files.list(folder.resolve(sweepFolder).resolve("trials"))) {
      return trials.sorted().toList();
    }
  }

  private static JsonNode result(Path trial) {
    return Json.read(trial.resolve("result.json"));
  }

  private static String log(Path trial) throws IOException {
    return Files.readString(trial.resolve("log.txt"));
  }

  private JsonNode rows(String sweepFolder) {
    return Json.read(folder.resolve(sweepFolder).resolve("table.json")).get("rows");
  }

  private void assertNothingTrained(String sweepFolder) throws IOException {
    for (Path trial : trials(sweepFolder)) {
      assertFalse(log(trial).contains("first step after"), log(trial));
    }
  }

  @Test
  void anotherSweepWithTheSameTrialsTrainsAndMeasuresNothing() throws IOException {
    run(sweep("a", 2, ELBO), "out");
    run(sweep("b", 2, ELBO), "out");
    assertNothingTrained("out/b");
    assertEquals(rows("out/a"), rows("out/b"));
    Path trial = trials("out/b").get(0);
    assertEquals("a/trials/" + trial.getFileName(), result(trial).at("/training/from").asText());
    assertEquals(result(trials("out/a").get(0)).get("provenance"), result(trial).get("provenance"));
    assertEquals(
        Files.readString(trials("out/a").get(0).resolve("metrics.jsonl")),
        Files.readString(trial.resolve("metrics.jsonl")));

    run(sweep("a", 2, ELBO), "out", "--set", "model.latents=2"); // As it is already.
    try (Stream<Path> sweeps = Files.list(folder.resolve("out"))) {
      String set =
          sweeps
              .map(path -> path.getFileName().toString())
              .filter(name -> name.startsWith("a-set-"))
              .findFirst()
              .orElseThrow();
      assertNothingTrained("out/" + set);
    }
  }

  @Test
  void aFurtherMetricIsMeasuredOnTheCheckpoint() throws IOException {
    run(sweep("a", 2, ELBO), "out");
    run(sweep("a", 2, MORE), "out");
    run(sweep("whole", 2, MORE), "new");
    assertEquals(4, trials("out/a").size(), "what is measured is part of a trial's id");
    int measured = 0;
    for (Path trial : trials("new/whole")) {
      Path reused = folder.resolve("out/a/trials").resolve(trial.getFileName());
      assertFalse(log(reused).contains("first step after"), log(reused));
      assertEquals(result(trial).get("metrics"), result(reused).get("metrics"));
      assertEquals(0, result(reused).at("/timing/steps").asInt());
      measured++;
    }
    assertEquals(2, measured);
    assertEquals(rows("new/whole"), rows("out/a"));
  }

  @Test
  void aLongerTrainingGoesOnFromAShorterOne() throws IOException {
    run(sweep("a", 2, ELBO), "out");
    run(sweep("a", 3, ELBO), "out");
    run(sweep("whole", 3, ELBO), "new");
    for (Path trial : trials("new/whole")) {
      Path longer = folder.resolve("out/a/trials").resolve(trial.getFileName());
      assertTrue(log(longer).contains("goes on after step 10"), log(longer));
      assertEquals(5, result(longer).at("/timing/steps").asInt());
      assertEquals(result(trial).get("metrics"), result(longer).get("metrics"));
      assertEquals(
          Files.readString(trial.resolve("metrics.jsonl")),
          Files.readString(longer.resolve("metrics.jsonl")));
    }
  }

  @Test
  void aTrainingWithAnotherScheduleIsNotGoneOnFromAndSaysWhy() throws IOException {
    String beta = "objective.beta={\"type\": \"linear\", \"from\": 0, \"to\": 1, \"over\": ";
    run(sweep("a", 2, ELBO), "out", "--set", beta + "{\"epochs\": 2}}");
    run(sweep("a", 3, ELBO), "out", "--set", beta + "{\"epochs\": 3}}");
    assertTrue(console.err().contains("cannot go on from the 10 steps of a-set-"), console.err());
    assertTrue(console.err().contains("their schedules differ"), console.err());
  }

  @Test
  void ofTwoTrialsWithOneTrainingOneTrains() throws IOException {
    String text =
        Files.readString(Path.of(sweep("a", 2, ELBO)))
            .replace(
                "{\"grid\": {\"seed\": [1, 2]}}",
                "{\"grid\": {\"evaluation.splits\": [[\"test\"], [\"test\", \"train\"]]}}");
    Path both = Files.writeString(folder.resolve("both.json"), text);
    run(both.toString(), "out", "--jobs", "2");
    int trained = 0;
    for (Path trial : trials("out/a")) {
      trained += log(trial).contains("first step after") ? 1 : 0;
    }
    assertEquals(1, trained);
    assertEquals(2, rows("out/a").size());
  }

  @Test
  void aResultOfAnotherTrialIsNotTaken() throws IOException {
    run(sweep("a", 2, ELBO), "out");
    List<Path> trials = trials("out/a");
    JsonNode right = result(trials.get(1)).get("metrics");
    JsonNode rows = rows("out/a");
    Files.copy(
        trials.get(0).resolve("result.json"),
        trials.get(1).resolve("result.json"),
        StandardCopyOption.REPLACE_EXISTING);
    run(sweep("a", 2, ELBO), "out");
    assertTrue(console.err().contains("1 of 2 trials to run"), console.err());
    assertTrue(console.err().contains("its result.json is of another trial"), console.err());
    assertTrue(log(trials.get(1)).contains("its result.json is of another trial"));
    assertEquals(right, result(trials.get(1)).get("metrics"));
    assertEquals(rows, rows("out/a"));
  }

  @Test
  void aCheckpointOfAnotherTrialIsNotTaken() throws IOException {
    run(sweep("a", 2, ELBO), "out");
    List<Path> trials = trials("out/a");
    JsonNode right = result(trials.get(1)).get("metrics");
    Files.delete(trials.get(1).resolve("result.json"));
    Files.copy(
        trials.get(0).resolve("checkpoint.bin"),
        trials.get(1).resolve("checkpoint.bin"),
        StandardCopyOption.REPLACE_EXISTING);
    run(sweep("a", 2, ELBO), "out");
    assertTrue(
        log(trials.get(1))
            .contains(
                "is of another training (trial %s) and is not used"
                    .formatted(trials.get(0).getFileName())),
        log(trials.get(1)));
    assertEquals(right, result(trials.get(1)).get("metrics"));
  }

  @Test
  void changedDataMakeTheTrialRunAgain() throws IOException {
    run(sweep("a", 2, ELBO), "out");
    Path trial = trials("out/a").get(0);
    String text = Files.readString(trial.resolve("result.json"));
    String fingerprint = result(trial).at("/provenance/datasetFingerprint").asText();
    String other = "0".repeat(fingerprint.length());
    Files.writeString(
        trial.resolve("result.json"), withoutChecksum(text).replace(fingerprint, other));
    run(sweep("a", 2, ELBO), "out");
    assertTrue(console.err().contains("data linear-gaussian has changed"), console.err());
    assertEquals(fingerprint, result(trial).at("/provenance/datasetFingerprint").asText());
  }

  /** Returns a result as older versions wrote it, which may be edited. */
  private static String withoutChecksum(String result) {
    return result.replaceFirst(",\\s*\"checksum\": \"[0-9a-f]+\"", "");
  }

  @Test
  void aResultWithAnotherDigitIsNotTaken() throws IOException {
    run(sweep("a", 2, ELBO), "out");
    Path trial = trials("out/a").get(0);
    JsonNode right = result(trial).get("metrics");
    String text = Files.readString(trial.resolve("result.json"));
    // After the point: another digit before it might be a zero that no number begins with.
    int digit = text.indexOf('.', text.indexOf("\"value\": -")) + 1;
    Files.writeString(
        trial.resolve("result.json"),
        text.substring(0, digit) + (char) (text.charAt(digit) ^ 1) + text.substring(digit + 1));
    run(sweep("a", 2, ELBO), "out");
    assertTrue(console.err().contains("has been changed since it was written"), console.err());
    assertEquals(right, result(trial).get("metrics"));
    assertEquals(1, log(trial).split("first step after", -1).length - 1, "it is not trained again");
  }

  @Test
  void aFolderInAFilesPlaceIsMovedAside() throws IOException {
    String sweep = sweep("a", 2, ELBO);
    run(sweep, "out");
    Path trial = trials("out/a").get(0);
    JsonNode right = result(trial).get("metrics");
    for (String name : List.of("result.json", "checkpoint.bin", "metrics.jsonl", "config.json")) {
      Files.delete(trial.resolve(name));
      Files.createDirectory(trial.resolve(name));
    }
    run(sweep, "out");
    assertEquals(right, result(trial).get("metrics"));
    assertTrue(log(trial).contains("is a folder; moved to checkpoint.bin.moved-"), log(trial));
  }

  @Test
  void aMetricThatIsSetAwayLeavesTheTable() throws IOException {
    String text =
        Files.readString(Path.of(sweep("a", 2, MORE)))
            .replace("\"axes\"", "\"table\": {\"columns\": [\"elbo\", \"nll\"]}, \"axes\"");
    Path both = Files.writeString(folder.resolve("both.json"), text);
    run(both.toString(), "out", "--set", "evaluation.metrics=[\"elbo\"]");
    assertTrue(console.err().contains("the table leaves out nll"), console.err());
    assertTrue(console.out().contains("elbo (nats)"), console.out());
  }

  @Test
  void aDamagedLineOfTheCurveIsSaidAndTheOthersStay() throws IOException {
    String sweep = sweep("a", 4, ELBO);
    run(sweep, "out");
    Path trial = trials("out/a").get(0);
    Path curve = trial.resolve("metrics.jsonl");
    byte[] bytes = Files.readAllBytes(curve);
    bytes[0] ^= 1; // The brace of the first of four lines.
    Files.write(curve, bytes);
    Files.delete(trial.resolve("result.json"));
    run(sweep, "out");
    assertTrue(log(trial).contains("1 lines of its curve, metrics.jsonl, are damaged"), log(trial));
    assertEquals(3, Files.readAllLines(curve).size());
  }

  @Test
  void aFreshRunKeepsTheOldResultUntilThereIsANewOne() throws IOException {
    run(sweep("a", 2, ELBO), "out");
    JsonNode rows = rows("out/a");
    Path left = Files.writeString(trials("out/a").get(0).resolve(".result.json.x.tmp"), "{");
    run(sweep("a", 2, ELBO), "out", "--fresh");
    assertTrue(console.err().contains("2 of 2 trials to run"), console.err());
    for (Path trial : trials("out/a")) {
      assertEquals(10, result(trial).at("/timing/steps").asInt());
    }
    assertEquals(rows, rows("out/a"));
    assertFalse(Files.exists(left), "what a killed process left half written is removed");
  }

  @Test
  void aTrialThatTookItsProcessDownTwiceIsGivenUp() throws IOException {
    String sweep = sweep("a", 2, ELBO);
    run(sweep, "out");
    Path trial = trials("out/a").get(0);
    JsonNode metrics = result(trial).get("metrics");
    for (String file : List.of("result.json", "checkpoint.bin")) {
      Files.delete(trial.resolve(file));
    }
    String marker =
        "{\"running\": true, \"pid\": 1, \"explained\": %d, \"others\": %d,"
            + " \"what\": \"killed for its memory\", \"progress\": \"step 0, 0 metrics\"}";
    Files.writeString(trial.resolve("running.json"), marker.formatted(2, 0));
    String out = folder.resolve("out").toString();
    for (int again = 0; again < 2; again++) { // It is not run again by itself.
      assertEquals(
          Runner.SOME_TRIAL_FAILED, console.run("--sweep", sweep, "--out", out), console.err());
      assertTrue(console.err().contains("its process ended 3 times"), console.err());
      assertTrue(console.err().contains("(killed for its memory)"), console.err());
    }
    assertTrue(console.err().contains("0 of 2 trials to run"), console.err());
    run(sweep, "out", "--fresh");
    assertEquals(metrics, result(trial).get("metrics"));

    // One end is no reason to give up, and one with progress since does not count.
    for (int before : new int[] {0, 1}) {
      Files.delete(trial.resolve("result.json"));
      Files.writeString(
          trial.resolve("running.json"),
          marker
              .formatted(0, before)
              .replace("step 0, 0", before == 0 ? "step 10, 0" : "step 5, 0"));
      run(sweep, "out");
      assertTrue(console.err().contains("1 of them ran when their process"), console.err());
      assertEquals(metrics, result(trial).get("metrics"));
      assertFalse(Files.exists(trial.resolve("running.json")));
    }
  }
}

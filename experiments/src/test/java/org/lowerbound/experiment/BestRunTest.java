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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.experiment.config.Json;

/** Trainings that follow their validation split, from the command line to the files they leave. */
class BestRunTest {
  private static final int STEPS_PER_EPOCH = 5;

  private static final String GOOD_THEN_BAD =
      """
      {"type": "piecewise", "pieces": [
        {"value": 0.01, "over": {"epochs": 2}},
        {"value": 3, "over": {"epochs": 1}},
        {"value": 1e-6, "over": {"epochs": 1}}]}
      """;

  private static final String SWEEP =
      """
      {
        "name": "a",
        "trial": {
          "dataset": {"type": "linear-gaussian", "train": 100, "validation": 20, "test": 30},
          "model": {
            "type": "vae", "latents": 2,
            "encoder": {"type": "mlp", "hidden": [4]}, "decoder": {"type": "mlp", "hidden": []},
            "likelihood": "normal"
          },
          "objective": "elbo",
          "optimizer": {"type": "adam", "learningRate": RATE},
          "training": {"batchSize": 20, TRAINING},
          "evaluation": {"metrics": ["elbo"]}
        }
      }
      """;

  @TempDir Path folder;
  private final Console console = new Console(Map.of());

  private String sweep(String rate, String training) throws IOException {
    String text = SWEEP.replace("RATE", rate).replace("TRAINING", training);
    return Files.writeString(folder.resolve("a.json"), text).toString();
  }

  private Path run(String out, String training) throws IOException {
    return run(out, GOOD_THEN_BAD, training);
  }

  /** Returns the folder of the trial. */
  private Path run(String out, String rate, String training) throws IOException {
    List<Path> before = trials(out);
    assertEquals(
        Runner.OK,
        console.run("--sweep", sweep(rate, training), "--out", folder.resolve(out).toString()),
        console.err());
    return trials(out).stream().filter(trial -> !before.contains(trial)).findFirst().orElseThrow();
  }

  private List<Path> trials(String out) throws IOException {
    Path trials = folder.resolve(out).resolve("a/trials");
    if (!Files.exists(trials)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(trials)) {
      return found.sorted().toList();
    }
  }

  private static JsonNode result(Path trial) {
    return Json.read(trial.resolve("result.json"));
  }

  private static String log(Path trial) throws IOException {
    return Files.readString(trial.resolve("log.txt"));
  }

  @Test
  void aTrainingThatStopsSaysWhenAndWhy() throws IOException {
    Path trial = run("out", "\"epochs\": 50, \"keep\": \"best\", \"patience\": 2");
    String why =
        "stopped at epoch 4 of 50: no better validation elbo since epoch 2 (which is kept)";
    assertEquals(why, result(trial).get("message").asText());
    assertTrue(console.err().contains(why), console.err());
    assertTrue(log(trial).contains(why), log(trial));
    JsonNode training = result(trial).get("training");
    assertEquals(4 * STEPS_PER_EPOCH, training.get("steps").asInt());
    JsonNode validation = training.get("validation");
    assertEquals("elbo", validation.get("number").asText());
    assertEquals(2, validation.get("bestEpoch").asInt());
    assertEquals(2 * STEPS_PER_EPOCH, validation.get("bestStep").asInt());
    assertEquals("patience", validation.get("endedBy").asText());
    List<String> curve = Files.readAllLines(trial.resolve("metrics.jsonl"));
    assertEquals(4, curve.size(), "the curve goes on to the end");
    assertEquals(
        Json.parse(curve.get(1), "").at("/validation/elbo"), validation.get("best"), "" + curve);
    assertEquals(2, result(trial).at("/metrics/best-epoch/value").asInt());
    assertTrue(console.out().contains("best-epoch"), console.out());

    // The numbers and the model are those of a training that ended there.
    Path ended = run("ended", "0.01", "\"epochs\": 2");
    assertEquals(result(ended).at("/metrics/elbo"), result(trial).at("/metrics/elbo"));
    assertFalse(console.out().contains("best-epoch"), "no other trial has the column");
    try (TrainedTrial kept = TrainedTrial.open(trial);
        TrainedTrial there = TrainedTrial.open(ended)) {
      assertArrayEquals(there.model().sample(3).values(), kept.model().sample(3).values());
    }
  }

  @Test
  void aLongerTrainingAloneDoesNotGoOnAndALargerPatienceDoes() throws IOException {
    String best = "\"keep\": \"best\", ";
    run("out", best + "\"epochs\": 8, \"patience\": 1");

    Path longer = run("out", best + "\"epochs\": 9, \"patience\": 1");
    assertFalse(log(longer).contains("first step after"), log(longer));
    assertTrue(
        result(longer).get("message").asText().startsWith("stopped at epoch 3 of 9: "),
        result(longer).toString());

    Path patient = run("out", best + "\"epochs\": 8, \"patience\": 3");
    assertTrue(log(patient).contains("goes on after step 15"), log(patient));
    Path straight = run("new", best + "\"epochs\": 8, \"patience\": 3");
    assertEquals(2 * STEPS_PER_EPOCH, result(patient).at("/timing/steps").asInt());
    assertEquals(result(straight).get("metrics"), result(patient).get("metrics"));
    assertEquals(
        result(straight).at("/training/validation"), result(patient).at("/training/validation"));
    assertEquals(
        Files.readString(straight.resolve("metrics.jsonl")),
        Files.readString(patient.resolve("metrics.jsonl")));

    // Of trainings that came further, or stopped before, only what is its own is taken.
    Path between = run("out", best + "\"epochs\": 8, \"patience\": 2");
    assertTrue(log(between).contains("goes on after step 15"), log(between));
    assertEquals(4 * STEPS_PER_EPOCH, result(between).at("/training/steps").asInt());
    Path all = run("out", best + "\"epochs\": 8");
    assertTrue(log(all).contains("goes on after step 25"), log(all));
    assertEquals("epoch 2 of 8 is kept: the best validation elbo", message(all));
    Path short1 = run("new", best + "\"epochs\": 7, \"patience\": 1");
    assertTrue(log(short1).contains("first step after"), log(short1));
    assertEquals(3 * STEPS_PER_EPOCH, result(short1).at("/training/steps").asInt());
  }

  private static String message(Path trial) {
    return result(trial).get("message").asText();
  }

  @Test
  void patienceAloneKeepsTheLastStateAndSharesItsStepsWithATrainingWithoutIt() throws IOException {
    Path plain = run("out", "\"epochs\": 3");
    assertTrue(result(plain).path("message").isMissingNode(), "it follows nothing");
    Path patient = run("out", "\"epochs\": 9, \"patience\": 2");
    assertTrue(log(patient).contains("goes on after step 15"), log(patient));
    assertEquals(
        "stopped at epoch 4 of 9: no better validation elbo since epoch 2", message(patient));
    Path asLong = run("out", "\"epochs\": 4");
    assertFalse(log(asLong).contains("first step after"), log(asLong));
    assertEquals(result(patient).at("/metrics/elbo"), result(asLong).at("/metrics/elbo"));
    assertEquals("length", result(asLong).at("/training/validation/endedBy").asText());
  }

  @Test
  void theLastIsKeptWhetherItIsSaidOrNot() throws IOException {
    Path trial = run("out", "0.01", "\"epochs\": 3");
    assertEquals(
        Runner.OK,
        console.run(
            "--sweep",
            sweep("0.01", "\"epochs\": 3, \"keep\": \"last\""),
            "--out",
            folder.resolve("out").toString()));
    assertEquals(List.of(trial), trials("out"));
    assertFalse(Files.readString(trial.resolve("config.json")).contains("keep"));
  }

  private void assertRefused(String words, String training, String... more) throws IOException {
    String[] arguments =
        Stream.concat(Stream.of("--sweep", sweep("0.01", training), "--dry-run"), Stream.of(more))
            .toArray(String[]::new);
    assertEquals(Runner.USAGE, console.run(arguments), console.err());
    assertTrue(console.err().contains(words), console.err());
  }

  @Test
  void whatMakesNoSenseIsRefusedBeforeAnythingRuns() throws IOException {
    String plateau = "{\"type\": \"plateau\", \"from\": 0.1}";
    assertRefused(
        "trial.objective.beta.type: unknown type 'plateau'",
        "\"epochs\": 5",
        "--set",
        "objective.beta=" + plateau);
    assertRefused(
        "trial.training: \"keep\": \"best\" follows the validation split, but \"validateEvery\": 0",
        "\"epochs\": 5, \"keep\": \"best\", \"validateEvery\": 0");
    assertRefused(
        "trial.training: the plateau of learningRate follows the validation split, but",
        "\"epochs\": 5, \"validateEvery\": 0",
        "--set",
        "optimizer.learningRate=" + plateau);
    assertRefused("trial.training.keep: ", "\"epochs\": 5, \"keep\": \"first\"");
    assertRefused("trial.training: patience must be positive", "\"epochs\": 5, \"patience\": 0");
    assertRefused(
        "trial.optimizer.learningRate: factor must be above 0 and below 1 but is 2.0",
        "\"epochs\": 5",
        "--set",
        "optimizer.learningRate={\"type\": \"plateau\", \"from\": 0.1, \"factor\": 2}");
  }
}

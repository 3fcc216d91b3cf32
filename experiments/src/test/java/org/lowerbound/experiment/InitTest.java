package org.lowerbound.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.experiment.config.Json;

/** Trials that start from others: in the same sweep, and in folders. */
class InitTest {
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
          "training": {"batchSize": 20, "epochs": 2},
          "evaluation": {"metrics": ["elbo"]}
        },
        "axes": [{"cases": CASES}, {"grid": {"seed": SEEDS}}]
      }
      """;

  /** The trials that wait come first. */
  private static final String CHAIN =
      """
      {
        "third":  {"init": {"case": "second"}, "objective": {"type": "iwae", "samples": 3}},
        "second": {"init": {"case": "first", "optimizer": true}, "training.epochs": 1},
        "first":  {}
      }
      """;

  @TempDir Path folder;
  private final Console console = new Console(Map.of());

  private String sweep(String name, String cases, String seeds) throws IOException {
    String text = SWEEP.replace("NAME", name).replace("CASES", cases).replace("SEEDS", seeds);
    return Files.writeString(folder.resolve(name + ".json"), text).toString();
  }

  private int run(String sweep, String... more) {
    String[] arguments =
        Stream.concat(
                Stream.of("--sweep", sweep, "--out", folder.resolve("out").toString()),
                Stream.of(more))
            .toArray(String[]::new);
    return console.run(arguments);
  }

  private void runs(String sweep, String... more) {
    assertEquals(Runner.OK, run(sweep, more), console.err());
  }

  private void refuses(String message, String sweep, String... more) {
    assertEquals(Runner.USAGE, run(sweep, more), console.err());
    assertTrue(console.err().contains(message), console.err());
    assertFalse(console.err().contains("\tat "), console.err());
  }

  /** The folders of a sweep's trials by case and seed. */
  private Map<String, Path> trials(String sweep) throws IOException {
    Path of = folder.resolve("out").resolve(sweep);
    Map<String, Path> trials = new LinkedHashMap<>();
    for (JsonNode row : Json.read(of.resolve("table.json")).get("rows")) {
      for (JsonNode trial : row.get("trials")) {
        Path path = of.resolve("trials").resolve(trial.get("id").asText());
        if (!Files.exists(path)) {
          continue; // It was left out.
        }
        JsonNode config = Json.read(path.resolve("config.json"));
        trials.put(row.at("/overrides/case").asText() + " " + config.get("seed").asText(), path);
      }
    }
    return trials;
  }

  private static JsonNode result(Path trial) {
    return Json.read(trial.resolve("result.json"));
  }

  private static String log(Path trial) throws IOException {
    return Files.readString(trial.resolve("log.txt"));
  }

  private static String fromFolder(Path path, String more) {
    return "{\"tuned\": {\"init\": {\"from\": %s%s}}}"
        .formatted(Json.object().put("p", path.toString()).get("p"), more);
  }

  @Test
  void trialsOfASweepStartFromOthersOfIt() throws IOException {
    String chain = sweep("chain", CHAIN, "[1, 2]");
    runs(chain, "--jobs", "2");
    Map<String, Path> trials = trials("chain");
    assertEquals(6, trials.size());
    for (String seed : new String[] {"1", "2"}) {
      Path first = trials.get("first " + seed);
      Path second = trials.get("second " + seed);
      JsonNode init = result(second).at("/provenance/init");
      assertEquals(first.getFileName().toString(), init.get("trial").asText());
      assertEquals("chain/trials/" + first.getFileName(), init.get("folder").asText());
      assertEquals(result(first).at("/training/course"), init.get("course"));
      assertEquals(10, init.get("steps").asInt());
      assertEquals(
          result(first).at("/provenance/datasetFingerprint"), init.get("datasetFingerprint"));
      assertEquals(
          second.getFileName().toString(),
          result(trials.get("third " + seed)).at("/provenance/init/trial").asText());
      assertTrue(result(first).at("/provenance/init").isMissingNode());
      assertTrue(log(second).contains("starts from case=first, seed=" + seed), log(second));
      assertTrue(log(second).contains("takes 9 variables of its model: "), log(second));
      assertTrue(log(second).contains("takes the state of its optimizer"), log(second));
    }
    JsonNode table = Json.read(folder.resolve("out/chain/table.json"));
    assertEquals(4, table.at("/provenance/inits").size());
    try (TrainedTrial opened = TrainedTrial.open(trials.get("third 1"))) {
      assertEquals(2, opened.model().sample(2).rows());
    }

    // Another sweep with the same trials takes all of them over.
    runs(sweep("again", CHAIN, "[1, 2]"));
    for (Path trial : trials("again").values()) {
      assertFalse(log(trial).contains("first step after"), log(trial));
    }
    assertEquals(table.get("rows"), Json.read(folder.resolve("out/again/table.json")).get("rows"));
  }

  /** The origin's rate explodes after two epochs, so that its patience is soon over. */
  @Test
  void whatStartsFromATrainingThatItsPatienceEndsTakesWhatItKept() throws IOException {
    String patient =
        """
        {
          "first": {
            "training": {"epochs": 50, "keep": "best", "patience": 2},
            "optimizer": {"type": "adam", "learningRate": {"type": "piecewise", "pieces": [
              {"value": 0.01, "over": {"epochs": 2}}, {"value": 3, "over": {"epochs": 1}}]}}
          },
          "second": {"init": {"case": "first"}},
          "third": {"init": {"case": "first", "optimizer": true}}
        }
        """;
    String sweep = sweep("patient", patient, "[1]");
    runs(sweep);
    Map<String, Path> trials = trials("patient");
    assertEquals(20, result(trials.get("first 1")).at("/training/steps").asInt());
    for (String waited : new String[] {"second 1", "third 1"}) {
      String log = log(trials.get(waited));
      assertTrue(log.contains(trials.get("first 1").getFileName() + ", 20 steps)"), log);
      assertEquals(2, result(trials.get(waited)).at("/provenance/init/patience").asInt());
    }

    // What is there already is recognised, and it is the same training that a folder has.
    String second = result(trials.get("second 1")).toString();
    runs(sweep);
    assertEquals(second, result(trials.get("second 1")).toString());
    runs(sweep("byFolder", fromFolder(trials.get("first 1"), ""), "[1]"));
    Path found = trials("byFolder").get("tuned 1");
    assertTrue(log(found).contains("takes over the training of"), log(found));
    assertEquals(
        result(trials.get("second 1")).at("/metrics/elbo"), result(found).at("/metrics/elbo"));
  }

  @Test
  void aTrialWhoseOriginIsLeftOutNeedsItFinished() throws IOException {
    String chain = sweep("chain", CHAIN, "[1]");
    refuses(
        "case=second, seed=1 starts from case=first, seed=1, which has not completed and is not"
            + " chosen to run: --only ",
        chain,
        "--only",
        "case=second");
    runs(chain, "--only", "case=first");
    runs(chain, "--only", "case=second");
    runs(chain, "--shard", "1/3"); // The share of what they start from has them all.
    assertTrue(console.err().contains("0 of 3 trials to run"), console.err());
    runs(chain, "--shard", "3/3");
    assertTrue(console.err().contains("1 of 3 trials to run"), console.err());
    runs(chain, "--dry-run");
    assertTrue(
        console.out().contains("case=second, seed=1  (starts from case=first, seed=1)"),
        console.out());
  }

  @Test
  void aTrialOfAnotherSweepIsChosenByFolderAndSelector() throws IOException {
    runs(sweep("origin", CHAIN, "[1, 2]"), "--only", "case=first");
    Path origin = folder.resolve("out/origin");
    String tuned =
        sweep("tuned", fromFolder(origin, ", \"case\": \"first\", \"only\": \"seed=2\""), "[5]");
    runs(tuned);
    Path trial = trials("tuned").get("tuned 5");
    Path first = trials("origin").get("first 2");
    JsonNode init = result(trial).at("/provenance/init");
    assertEquals(first.getFileName().toString(), init.get("trial").asText());
    assertEquals(first.toString(), init.get("folder").asText());

    runs(sweep("direct", fromFolder(first, ""), "[5]"));
    Path direct = trials("direct").get("tuned 5");
    assertNotEquals(trial.getFileName(), direct.getFileName());
    assertFalse(log(direct).contains("first step after"), "what the origin is counts, not where");
    assertEquals(result(trial).get("metrics"), result(direct).get("metrics"));

    Map<String, String> refused =
        Map.of(
            ", \"case\": \"first\"", "matches 2 trials, but one is needed",
            ", \"case\": \"frist\"", "trial.init case=frist: no trial matches",
            ", \"only\": \"sed=1\"", "trial.init.only sed=1: no axis sets 'sed'",
            ", \"case\": \"second\", \"only\": \"seed=1\"", "is no trial's folder");
    refused.forEach(
        (selector, message) -> {
          try {
            refuses(message, sweep("refused", fromFolder(origin, selector), "[5]"), "--dry-run");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    refuses(
        "trial.init: there is no folder",
        sweep("nowhere", fromFolder(folder.resolve("nowhere"), ""), "[1]"));
    refuses(
        "chooses a trial of a sweep, but",
        sweep("both", fromFolder(first, ", \"case\": \"first\""), "[1]"));
  }

  @Test
  void aChangedOriginMakesTheTrialRunAgain() throws IOException {
    String first = "{\"first\": {\"training.epochs\": %d}}";
    String tuned = sweep("tuned", fromFolder(folder.resolve("out/origin"), ""), "[5]");
    runs(sweep("origin", first.formatted(1), "[1]"));
    runs(tuned);
    Path trial = trials("tuned").get("tuned 5");
    JsonNode before = result(trial);
    runs(tuned);
    assertTrue(console.err().contains("0 of 1 trials to run"), console.err());

    runs(sweep("origin", first.formatted(2), "[1]"));
    runs(tuned);
    assertTrue(
        console.err().contains("the training that it starts from has changed; runs again"),
        console.err());
    JsonNode after = result(trial);
    assertNotEquals(before.get("metrics"), after.get("metrics"));
    assertNotEquals(before.at("/training/course"), after.at("/training/course"));
    assertTrue(log(trial).contains("is of another training"), "nor is its checkpoint taken");
  }

  @Test
  void aTrialThatGoesOnDoesNotLookAtItsOriginAgain() throws IOException {
    String chain = sweep("chain", CHAIN, "[1]");
    runs(chain);
    Map<String, Path> trials = trials("chain");
    JsonNode metrics = result(trials.get("second 1")).get("metrics");
    Files.delete(trials.get("second 1").resolve("result.json"));
    Files.delete(trials.get("first 1").resolve("checkpoint.bin"));
    runs(chain);
    assertEquals(metrics, result(trials.get("second 1")).get("metrics"));
    assertEquals(1, log(trials.get("second 1")).split("starts from", -1).length - 1);
  }

  @Test
  void whatStartsFromATrialThatDivergedFails() throws IOException {
    String cases =
        CHAIN.replace("{}", "{\"optimizer\": {\"type\": \"sgd\", \"learningRate\": 1e30}}");
    String chain = sweep("chain", cases, "[1]");
    assertEquals(Runner.SOME_TRIAL_FAILED, run(chain, "--jobs", "2"), console.err());
    String second =
        console
            .err()
            .lines()
            .filter(line -> line.startsWith("case=second, seed=1 failed: "))
            .findFirst()
            .orElseThrow(() -> new AssertionError(console.err()));
    assertTrue(second.contains("cannot start from case=first, seed=1: "), second);
    assertTrue(second.contains("the trial diverged: "), second);
    assertTrue(console.err().contains("case=third, seed=1 failed: cannot start from case=second"));
  }

  @Test
  void circlesAndWrongNamesAreRefusedBeforeAnythingRuns() throws IOException {
    refuses(
        "trial.init: trials would start from each other in a circle: case=a, seed=1 and case=b,"
            + " seed=1",
        sweep(
            "circle",
            "{\"a\": {\"init\": {\"case\": \"b\"}}, \"b\": {\"init\": {\"case\": \"a\"}}}",
            "[1]"));
    refuses(
        "trial.init: the trial would start from itself",
        sweep("self", "{\"a\": {\"init\": {\"case\": \"a\"}}}", "[1]"));
    refuses(
        "trial.init case=c: no trial matches",
        sweep("none", "{\"a\": {\"init\": {\"case\": \"c\"}}, \"b\": {}}", "[1]"));
    refuses(
        "decoder.",
        sweep(
            "shapes",
            "{\"a\": {}, \"b\": {\"model.latents\": 3, \"init\": {\"case\": \"a\"}}}",
            "[1]"),
        "--dry-run");
    assertTrue(console.err().contains("trial.init: the model has other shapes"), console.err());
    assertFalse(Files.exists(folder.resolve("out")));
  }

  /** The axis of the seeds is named by one of its paths, the other goes with it. */
  @Test
  void whatWalksTogetherIsOneAxis() throws IOException {
    String text =
        SWEEP
            .replace("NAME", "zip")
            .replace(
                "CASES", "{\"b\": {\"init\": {\"case\": \"a\", \"only\": \"seed=1\"}}, \"a\": {}}")
            .replace(
                "{\"grid\": {\"seed\": SEEDS}}",
                "{\"zip\": {\"seed\": [1, 2], \"training.validateEvery\": [1, 2]}}");
    runs(Files.writeString(folder.resolve("zip.json"), text).toString(), "--dry-run");
    assertEquals(
        2,
        console.out().split("starts from case=a, seed=1, training.validateEvery=1", -1).length - 1,
        console.out());
  }
}

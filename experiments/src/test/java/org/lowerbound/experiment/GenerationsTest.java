package org.lowerbound.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.experiment.config.Json;

/** Trials that are trained on samples of others. */
class GenerationsTest {
  private static final String SWEEP =
      """
      {
        "name": "NAME",
        "trial": {
          "dataset": {
            "type": "generation", "synthetic": 50, "bias": 0.5,
            "real": {"type": "linear-gaussian", "dimension": 4, "train": 100, "validation": 20, "test": 30}
          },
          "model": {"type": "ppca", "latents": 2},
          "objective": "closed-form",
          "training": {"batchSize": 50, "epochs": 1},
          "evaluation": {"metrics": ["nll", "exact-nll"], "splits": ["test", "train"]}
        },
        "axes": [LOOP, {"grid": {"seed": [1, 2]}}]
      }
      """;

  /** The trials that wait come first. */
  private static final String LOOP = "{\"grid\": {\"dataset.generation\": [3, 2, 1]}}";

  @TempDir Path folder;
  private final Console console = new Console(Map.of());

  private int run(String name, String loop, String... more) throws IOException {
    Path sweep =
        Files.writeString(
            folder.resolve(name + ".json"), SWEEP.replace("NAME", name).replace("LOOP", loop));
    return console.run(
        Stream.concat(
                Stream.of("--sweep", sweep.toString(), "--out", folder.resolve("out").toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private Map<String, Path> trials(String sweep) {
    Path of = folder.resolve("out").resolve(sweep);
    Map<String, Path> trials = new LinkedHashMap<>();
    for (JsonNode row : Json.read(of.resolve("table.json")).get("rows")) {
      for (JsonNode trial : row.get("trials")) {
        Path path = of.resolve("trials").resolve(trial.get("id").asText());
        if (Files.exists(path)) {
          JsonNode config = Json.read(path.resolve("config.json"));
          trials.put(
              config.at("/dataset/generation").asText() + " " + config.get("seed").asText(), path);
        }
      }
    }
    return trials;
  }

  private static JsonNode result(Path trial) {
    return Json.read(trial.resolve("result.json"));
  }

  private static double number(Path trial, String name) {
    return result(trial).at("/metrics/" + name + "/value").asDouble();
  }

  private void refuses(String message, String name, String loop, String... more)
      throws IOException {
    assertEquals(Runner.USAGE, run(name, loop, more), console.err());
    assertTrue(console.err().contains(message), console.err());
  }

  @Test
  void eachGenerationIsTrainedOnTheOneBefore() throws IOException {
    assertEquals(Runner.OK, run("chain", LOOP, "--jobs", "2"), console.err());
    Map<String, Path> trials = trials("chain");
    assertEquals(6, trials.size());
    for (String seed : new String[] {"1", "2"}) {
      // Samples with half the covariance are more probable under what they are fitted by, and the
      // model of them fits the real ones worse.
      assertTrue(
          number(trials.get("2 " + seed), "train.nll")
              < number(trials.get("1 " + seed), "train.nll") - 0.5);
      assertTrue(
          number(trials.get("2 " + seed), "nll") > number(trials.get("1 " + seed), "nll") + 0.3);
      assertTrue(
          number(trials.get("3 " + seed), "nll") > number(trials.get("2 " + seed), "nll") + 0.3);
    }
    // All are measured on the same real examples; with another seed there are other samples.
    assertEquals(
        number(trials.get("1 1"), "exact-nll"), number(trials.get("3 2"), "exact-nll"), 1e-12);
    assertNotEquals(number(trials.get("2 1"), "nll"), number(trials.get("2 2"), "nll"));

    // What is finished is found again, and comes out the same when it is made anew.
    double before = number(trials.get("3 1"), "nll");
    assertEquals(Runner.OK, run("chain", LOOP), console.err());
    assertTrue(console.err().contains("0 of 6 trials to run"), console.err());
    assertEquals(
        Runner.OK, run("chain", LOOP, "--fresh", "--only", "dataset.generation=3"), console.err());
    assertEquals(before, number(trials.get("3 1"), "nll"));

    // Another sweep's trial may be the one before.
    String from = Json.object().put("p", trials.get("3 2").toString()).get("p").toString();
    String next =
        "{\"cases\": {\"4\": {\"dataset.generation\": 4, \"dataset.from\": %s}}}".formatted(from);
    assertEquals(Runner.OK, run("later", next), console.err());
    assertEquals(2, trials("later").size());
  }

  private static String cases(String... datasets) {
    StringBuilder cases = new StringBuilder();
    for (int i = 0; i < datasets.length; i++) {
      cases.append(
          "%s\"%s\": {\"dataset\": {\"generation\": 2, %s}}"
              .formatted(i == 0 ? "" : ", ", (char) ('a' + i), datasets[i]));
    }
    return "{\"cases\": {%s}}".formatted(cases);
  }

  @Test
  void whatCannotBeIsRefused() throws IOException {
    refuses(
        "trial.dataset: trials would be trained on samples of each other in a circle",
        "circle",
        cases("\"case\": \"b\"", "\"case\": \"a\""));
    refuses(
        "trial.dataset: the trial would be trained on samples of itself",
        "self",
        cases("\"case\": \"a\""));
    refuses(
        "dataset.generation=2, seed=1 trains on samples of dataset.generation=1, seed=1, which has"
            + " not completed",
        "alone",
        LOOP,
        "--only",
        "dataset.generation=2,seed=1");
    refuses(
        "trial.dataset: generation 3 needs 110 real training examples, with the fresh ones",
        "used-up",
        "{\"grid\": {\"dataset.generation\": [1, 2, 3], \"dataset.fresh\": [20]}}");
    refuses(
        "trial.dataset: samples with a bias are those of a model with real latents and a prior",
        "unbiased",
        "{\"cases\": {\"gan\": {\"model\": {\"type\": \"gan\", \"latents\": 2},"
            + " \"objective\": \"non-saturating\", \"evaluation.metrics\": [\"exact-nll\"]}}},"
            + " {\"grid\": {\"dataset.generation\": [1, 2]}}");
    assertEquals(Runner.OK, run("dry", LOOP, "--dry-run"), console.err());
    assertTrue(
        console.out().contains("(on samples of dataset.generation=1, seed=2)"), console.out());
    refuses("there is no folder", "nowhere", cases("\"from\": \"/none/at/all\""));
    refuses(
        "generation 1 needs 101 real training examples, but linear-gaussian has 100",
        "few",
        "{\"cases\": {\"a\": {\"dataset.first\": 101}}}");
  }
}

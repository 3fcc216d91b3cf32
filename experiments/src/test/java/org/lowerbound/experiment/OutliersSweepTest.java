package org.lowerbound.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.experiment.config.Json;

/** A metric that reads other data than the trial's, from a sweep's file to its result. */
class OutliersSweepTest {
  private static final String SWEEP =
      """
      {
        "name": "a",
        "trial": {
          "dataset": {"type": "linear-gaussian", "dimension": 3, "latents": 1, "train": 100, "test": 30},
          "model": {"type": "vae", "latents": 1, "encoder": {"type": "mlp", "hidden": [4]},
                    "decoder": {"type": "mlp", "hidden": []}, "likelihood": "normal"},
          "objective": "elbo",
          "training": {"batchSize": 20, "epochs": 1, "validateEvery": 0},
          "evaluation": {"metrics": [
            "elbo", {"type": "outliers", "score": {"type": "nll", "samples": 5}, "against": AGAINST}]}
        }
      }
      """;

  @TempDir Path folder;
  private final Console console = new Console(Map.of());

  private String csv() {
    return Json.object()
        .put("type", "csv")
        .put("path", folder.resolve("other.csv").toString())
        .put("values", "real")
        .toString();
  }

  private int run(String against) throws IOException {
    Path sweep = folder.resolve("a.json");
    Files.writeString(sweep, SWEEP.replace("AGAINST", against));
    return console.run("--sweep", sweep.toString(), "--out", folder.resolve("out").toString());
  }

  private void writeCsv(double first) throws IOException {
    StringBuilder text = new StringBuilder("a,b,c\n");
    for (int row = 0; row < 40; row++) {
      text.append(first + row).append(",0.5,").append(row % 7).append(".25\n");
    }
    Files.writeString(folder.resolve("other.csv"), text);
  }

  private Path trial() throws IOException {
    try (Stream<Path> trials = Files.list(folder.resolve("out/a/trials"))) {
      return trials.findFirst().orElseThrow();
    }
  }

  private JsonNode result() throws IOException {
    return Json.read(trial().resolve("result.json"));
  }

  /** The other data are a part of what the number is; the training has nothing to do with them. */
  @Test
  void otherDataThatChangeAreMeasuredAgain() throws IOException {
    writeCsv(50);
    assertEquals(Runner.OK, run(csv()), console.err());
    JsonNode first = result();
    assertTrue(Files.exists(trial().resolve("examples/auroc-nll-csv.npz")));
    assertTrue(first.get("measured").toString().contains("+csv:"), first.toString());
    assertEquals(1.0, first.at("/metrics/auroc-nll-csv/value").asDouble()); // Far away.

    assertEquals(Runner.OK, run(csv()), console.err());
    assertEquals(first, result()); // Nothing was done.

    writeCsv(-1);
    assertEquals(Runner.OK, run(csv()), console.err());
    JsonNode second = result();
    assertNotEquals(first.get("measured"), second.get("measured"));
    assertEquals(first.at("/metrics/elbo"), second.at("/metrics/elbo"));
    assertTrue(
        Files.readString(trial().resolve("log.txt"))
            .contains("the data that auroc-nll-csv reads have changed"));
  }

  @Test
  void otherDataThatDoNotFitAreRefusedBeforeTheFirstStep() throws IOException {
    assertNotEquals(Runner.OK, run("\"sprites\""));
    assertTrue(
        console
            .err()
            .contains("trial.evaluation.metrics[1]: an observation of sprites has the shape"),
        console.err());
    assertNotEquals(Runner.OK, run("{\"type\": \"csv\", \"path\": \"missing.csv\"}"));
    assertTrue(console.err().contains("missing.csv"), console.err());
    assertFalse(Files.exists(folder.resolve("out/a/trials")));
  }
}

package org.lowerbound.experiment;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.experiment.config.Json;

/** Of trials that are not asked for no data are read, and none are missed. */
class ChosenTrialsTest {
  private static final String SWEEP =
      """
      {
        "name": "chosen",
        "trial": {
          "dataset": {"type": "linear-gaussian", "train": 40, "validation": 10, "test": 10},
          "model": {"type": "vae", "latents": 1, "likelihood": "normal"},
          "objective": "elbo",
          "training": {"batchSize": 10, "steps": 2},
          "evaluation": {"metrics": ["elbo"]}
        },
        "axes": [{"cases": {
          "made":    {},
          "own":     {"dataset": {"type": "csv", "path": "own.csv"},
                      "evaluation": {"metrics": [{"type": "nll", "samples": 2}]}},
          "further": {"dataset": {"type": "csv", "path": "own.csv"}, "init": {"case": "own"}}
        }}]
      }
      """;

  @TempDir Path folder;
  private final Console console = new Console(Map.of());

  private void ownData(int shift) throws IOException {
    Files.writeString(
        folder.resolve("own.csv"),
        IntStream.range(0, 40)
            .mapToObj(i -> (shift + i % 7) + "," + i % 5)
            .collect(joining("\n", "a,b\n", "\n")));
  }

  private int run(String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("chosen.json"), SWEEP);
    return console.run(
        Stream.concat(
                Stream.of("--sweep", file.toString(), "--out", folder.resolve("out").toString()),
                Stream.concat(Stream.of("--data", folder.toString()), Stream.of(more)))
            .toArray(String[]::new));
  }

  private JsonNode table() {
    return Json.read(folder.resolve("out/chosen/table.json"));
  }

  @Test
  void dataThatNobodyAskedForMayBeMissing() throws IOException {
    assertEquals(Runner.USAGE, run(), console.err());
    assertTrue(console.err().contains("own.csv"), console.err());
    for (String[] asked : new String[][] {{"--only", "case=made"}, {"--shard", "1/3"}}) {
      assertEquals(Runner.OK, run(asked), console.err());
      assertFalse(console.err().contains("own.csv"), console.err());
    }
    // The column of trials that were not asked for, who have no number in it, is not shown.
    assertTrue(console.out().contains("elbo"), console.out());
    assertFalse(console.out().contains("nll"), console.out());
    assertEquals(3, table().get("rows").size());
  }

  @Test
  void dataOfTheTrialThatAChosenOneStartsFromAreMissed() throws IOException {
    assertEquals(Runner.USAGE, run("--only", "case=further"), console.err());
    assertTrue(console.err().contains("own.csv"), console.err());
  }

  @Test
  void resultsOfTrialsThatAreNotAskedForStayInTheTable() throws IOException {
    ownData(0);
    assertEquals(Runner.OK, run(), console.err());
    JsonNode all = table().get("rows");
    JsonNode columns = table().get("columns");
    Files.delete(folder.resolve("own.csv"));
    assertEquals(Runner.OK, run("--only", "case=made"), console.err());
    assertEquals(all, table().get("rows"));
    assertEquals(columns.size(), table().get("columns").size());
    // Once they are asked for, their data count again.
    ownData(1);
    assertEquals(Runner.OK, run("--only", "case=own", "--dry-run"), console.err());
    assertTrue(console.out().contains("to run"), console.out());
  }
}

package org.lowerbound.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.experiment.config.Json;

class TraceTest {
  /** Two trials of twenty steps. */
  private static final String SWEEP =
      """
      {
        "name": "tiny",
        "trial": {
          "dataset": {"type": "linear-gaussian", "train": 200, "test": 30},
          "model": {"type": "vae", "latents": 2, "likelihood": "normal"},
          "objective": "elbo",
          "training": {"batchSize": 20, "epochs": 2},
          "evaluation": {"metrics": ["elbo"]}
        },
        "axes": [{"grid": {"seed": [1, 2]}}]
      }
      """;

  @TempDir Path folder;
  private final Console console = new Console(Map.of());
  private Path sweep;

  @BeforeEach
  void writeSweep() throws IOException {
    sweep = Files.writeString(folder.resolve("sweep.json"), SWEEP);
  }

  private void run(String out, String... more) {
    String[] always = {"--sweep", sweep.toString(), "--out", folder.resolve(out).toString()};
    String[] all = Stream.of(always, more).flatMap(Arrays::stream).toArray(String[]::new);
    assertEquals(Runner.OK, console.run(all), console.err());
  }

  private List<Path> trials(String out) throws IOException {
    try (Stream<Path> trials = Files.list(folder.resolve(out).resolve("tiny/trials"))) {
      return trials.sorted().toList();
    }
  }

  private static JsonNode trace(Path trial) {
    return Json.read(trial.resolve("trace.json"));
  }

  @Test
  void aTraceIsAFileForChromeAndChangesNoFigure() throws IOException {
    run("plain");
    run("traced", "--trace", "--jobs", "2");
    List<Path> plain = trials("plain");
    List<Path> traced = trials("traced");
    assertEquals(2, traced.size());
    for (int i = 0; i < 2; i++) {
      assertEquals(plain.get(i).getFileName(), traced.get(i).getFileName());
      assertFalse(Files.exists(plain.get(i).resolve("trace.json")));
      for (String file : List.of("config.json", "metrics.jsonl")) {
        assertArrayEquals(
            Files.readAllBytes(plain.get(i).resolve(file)),
            Files.readAllBytes(traced.get(i).resolve(file)));
      }
      assertEquals(
          Json.read(plain.get(i).resolve("result.json")).get("metrics"),
          Json.read(traced.get(i).resolve("result.json")).get("metrics"));
      assertIsAChromeTrace(trace(traced.get(i)));
      assertTrue(
          console.err().contains(traced.get(i).resolve("trace.json").toString()), console.err());
      assertHasATable(Files.readString(traced.get(i).resolve("log.txt")));
    }
  }

  private static void assertIsAChromeTrace(JsonNode trace) {
    assertEquals(20, trace.at("/otherData/step").asInt()); // The last: there are not 100.
    int matrixProducts = 0;
    int spans = 0;
    for (JsonNode event : trace.get("traceEvents")) {
      assertTrue(event.get("name").isTextual(), event.toString());
      assertTrue(event.get("pid").isIntegralNumber(), event.toString());
      if (event.get("ph").asText().equals("M")) {
        assertTrue(event.at("/args/name").asText().contains("CPU"), event.toString());
        continue;
      }
      spans++;
      assertEquals("X", event.get("ph").asText());
      assertTrue(event.get("tid").isIntegralNumber(), event.toString());
      assertTrue(event.get("ts").asDouble(-1) >= 0, event.toString());
      assertTrue(event.get("dur").asDouble(-1) >= 0, event.toString());
      matrixProducts += event.get("name").asText().contains("MatMul") ? 1 : 0;
    }
    assertTrue(spans > 50, spans + " spans");
    // Encoder and decoder have each at least a product forward and one backward.
    assertTrue(matrixProducts >= 4, matrixProducts + " matrix products");
  }

  private static void assertHasATable(String log) {
    List<String> lines = log.lines().toList();
    int heading = 0;
    while (!lines.get(heading).contains("step 20 took ")) {
      heading++;
    }
    assertTrue(lines.get(heading + 1).matches("  op +count +ms +share"), log);
    double previous = Double.POSITIVE_INFINITY;
    for (int i = 0; i < 10; i++) {
      String[] cells = lines.get(heading + 2 + i).trim().split(" +", -1);
      assertEquals(4, cells.length, log);
      assertTrue(Double.parseDouble(cells[2]) <= previous, log);
      previous = Double.parseDouble(cells[2]);
    }
    assertTrue(lines.get(heading + 12).contains(" other types "), log);
    assertTrue(lines.get(heading + 13).matches("  all .* 100\\.0%"), log);
  }

  @Test
  void aStepIsChosen() throws IOException {
    run("a", "--trace-step", "7", "--only", "seed=1");
    assertEquals(7, trace(trials("a").get(0)).at("/otherData/step").asInt());
    assertTrue(console.err().contains("1 traced"), console.err());
  }

  @Test
  void aFinishedTrialIsNotTracedAndTheUserIsTold() throws IOException {
    run("a", "--only", "seed=1");
    run("a", "--trace", "--only", "seed=1");
    assertTrue(
        console.err().contains("no trace of 1 trials that are finished; with --fresh"),
        console.err());
    assertFalse(Files.exists(trials("a").get(0).resolve("trace.json")));

    run("a", "--trace", "--fresh", "--only", "seed=1");
    assertFalse(console.err().contains("no trace"), console.err());
    assertTrue(Files.exists(trials("a").get(0).resolve("trace.json")));

    run("a", "--fresh", "--only", "seed=1");
    assertFalse(Files.exists(trials("a").get(0).resolve("trace.json")), "it was of another run");
  }

  @Test
  void aTrainingWhoseStepsAreAllMadeHasNoneToTrace() throws IOException {
    run("a", "--only", "seed=1");
    Path trial = trials("a").get(0);
    Files.delete(trial.resolve("result.json")); // As if stopped while it was evaluated.
    run("a", "--trace", "--only", "seed=1");
    assertTrue(console.err().contains("no trace of "), console.err());
    assertTrue(
        Files.readString(trial.resolve("log.txt"))
            .contains("no step was traced: all were made by an earlier run"));
  }
}

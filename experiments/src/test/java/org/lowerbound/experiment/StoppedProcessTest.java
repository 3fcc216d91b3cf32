package org.lowerbound.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.experiment.config.Json;

/** A runner in a process of its own, stopped from outside. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there a process cannot be asked to end")
class StoppedProcessTest {
  private static final int STEPS = 200_000; // Longer than anybody waits.
  private static final String SWEEP =
      """
      {
        "name": "long",
        "trial": {
          "dataset": {"type": "linear-gaussian", "train": 100, "test": 30},
          "model": {
            "type": "vae", "latents": 2,
            "encoder": {"type": "mlp", "hidden": [4]}, "decoder": {"type": "mlp", "hidden": []},
            "likelihood": "normal"
          },
          "objective": "elbo",
          "training": {"batchSize": 20, "steps": STEPS},
          "evaluation": {"metrics": ["elbo"]}
        }
      }
      """;

  @TempDir Path folder;

  private Path sweep(long steps) throws IOException {
    return Files.writeString(
        folder.resolve("long.json"), SWEEP.replace("STEPS", Long.toString(steps)));
  }

  /** Starts the runner and returns once the trial trains and, if asked, has a checkpoint. */
  private Process start(boolean untilCheckpoint) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Runner.class.getName(),
                "--sweep",
                sweep(STEPS).toString(),
                "--out",
                folder.resolve("out").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("console.txt").toFile())
            .start();
    while (!(trialFile("log.txt").contains("first step after")
        && (!untilCheckpoint || Files.exists(trial().resolve("checkpoint.bin"))))) {
      assertTrue(process.isAlive(), console());
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return process;
  }

  private String console() throws IOException {
    return Files.readString(folder.resolve("console.txt"), UTF_8);
  }

  private Path trial() throws IOException {
    Path trials = folder.resolve("out/long/trials");
    if (!Files.isDirectory(trials)) {
      return trials;
    }
    try (Stream<Path> all = Files.list(trials)) {
      return all.findFirst().orElse(trials);
    }
  }

  private String trialFile(String name) throws IOException {
    Path file = trial().resolve(name);
    return Files.exists(file) ? Files.readString(file) : "";
  }

  @Test
  void aTerminatedRunnerSavesTheStepItIsInAndSaysHowToGoOn() throws Exception {
    Process process = start(false);
    process.destroy();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(128 + 15, process.exitValue());
    assertTrue(console().contains("stopped; the same command goes on from here"), console());
    assertTrue(trialFile("log.txt").contains("stopped"), "the log says so");
    assertTrue(Files.exists(trial().resolve("checkpoint.bin")), "no time has passed for one");
    assertEquals("", trialFile("running.json"), "it was left in order");
  }

  @Test
  void aKilledRunnerLosesSecondsAndNoNumber() throws Exception {
    Process process = start(true);
    process.destroyForcibly();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertTrue(trialFile("running.json").contains("\"running\": true"));

    // A training that ends soon after where the process was killed; the course is the same.
    Path killed = trial();
    long made = stepsMade(killed);
    long steps = made + 7;
    Console console = new Console(Map.of());
    String sweep = sweep(steps).toString();
    assertEquals(
        Runner.OK,
        console.run("--sweep", sweep, "--out", folder.resolve("whole").toString()),
        console.err());
    JsonNode expected = Json.read(onlyResult(folder.resolve("whole/long/trials"))).get("metrics");
    Path next = onlyResult(folder.resolve("whole/long/trials")).getParent();
    Path moved = folder.resolve("out/long/trials").resolve(next.getFileName());
    Files.move(killed, moved);
    assertEquals(
        Runner.OK,
        console.run("--sweep", sweep, "--out", folder.resolve("out").toString()),
        console.err());
    String log = Files.readString(moved.resolve("log.txt"));
    assertTrue(log.contains("goes on after step " + made), log);
    assertEquals(expected, Json.read(moved.resolve("result.json")).get("metrics"));
  }

  private static long stepsMade(Path trial) throws IOException {
    // The step stands behind the magic number and four texts, each with its length before it.
    try (var in = new DataInputStream(Files.newInputStream(trial.resolve("checkpoint.bin")))) {
      in.readInt();
      for (int i = 0; i < 4; i++) {
        in.readUTF();
      }
      return in.readLong();
    }
  }

  private static Path onlyResult(Path trials) throws IOException {
    try (Stream<Path> files = Files.walk(trials)) {
      return files.filter(file -> file.endsWith("result.json")).findFirst().orElseThrow();
    }
  }
}
